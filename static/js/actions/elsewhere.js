/** Verbs that the board does not offer, and why: each has its own page. A verb in no table is a forgotten one. */
export const ELSEWHERE = {
  take_call: "intake: the form of a new call, one key (n) away",
  update_call: "intake: what is typed goes on the record by itself",
  attach_call: "intake: offered beside the form when an incident is near",
  ring_call: "the telephone system's door, no person's",
  update_ringing: "the telephone system's door, no person's", receive_text: "the telephone system's door, no person's",
  save_protocol_draft: "protocols", propose_protocol: "protocols", publish_protocol: "protocols", withdraw_protocol: "protocols", start_replay: "protocols",
  review_bias_flag: "supervise: with the frozen record beside it", export_bias_referral: "supervise",
  save_setting: "settings: an admin of the centre", cancel_replay: "protocols: a supervisor", save_preferences: "the board's own key map, in its help",
  raise_alarm: "the system's, by the alarm registry", escalate_alarm: "the system's, by the alarm registry",
  end_alarm: "the system's, when its cause is gone", end_hold: "the system's, by the clock", start_queued: "the system's, when the unit is free", expire_message: "the system's, by the clock",
  mark_drill: "the drill's own", start_scenario: "the drill's own", cue_call: "the drill's own", end_scenario: "the drill's own",
  report_overdue: "the system's, by the clock", expire_bias_flag: "the system's, by the clock",
  report_contact: "the field phone: a team that met somebody", record_contact_outcome: "the field phone: a team after a contact",
  subscribe_device: "the field phone's own switch", unsubscribe_device: "the field phone's own switch", report_notice: "the system's, by what a phone said",
  break_glass: "the incident's record: asked for where the words are missing",
};
