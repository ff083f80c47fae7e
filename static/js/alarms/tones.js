/** The tones of alarms, made by the browser itself. Never sound only: what is heard stands in the list too. */
import { loudness, MUTED_FOR, toSound } from "./order.js";

const RAMP = 0.012; // seconds of rise and fall: without it every note begins with a click

/** Play notes ([[Hz, ms], …]) at a loudness; return their length in seconds. */
export function play(context, notes, volume) {
  let at = context.currentTime + 0.02;
  for (const [pitch, length] of notes) {
    const seconds = length / 1000;
    if (pitch) {
      const [tone, gain] = [context.createOscillator(), context.createGain()];
      tone.type = pitch < 400 ? "square" : "triangle";
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(volume, at + RAMP);
      gain.gain.setValueAtTime(volume, Math.max(at + RAMP, at + seconds - RAMP));
      gain.gain.linearRampToValueAtTime(0, at + seconds);
      tone.connect(gain).connect(context.destination);
      tone.start(at);
      tone.stop(at + seconds);
    }
    at += seconds;
  }
  return at - context.currentTime;
}

/** Sounds what is due, one at a time. `tones()` returns the setting, `changed()` is called when the state changes. */
export class Sound {
  constructor({ tones, changed = () => {}, makeContext = () => new AudioContext() }) {
    Object.assign(this, { tones, changed, makeContext, heard: new Map(), mutedUntil: 0, busyUntil: 0, context: null });
    this.volume = kept();
  }

  /** Return "blocked" (the browser waits for a key or a click), "muted" or "on". */
  state(now) {
    if (this.context?.state !== "running") return "blocked";
    return now < this.mutedUntil ? "muted" : "on";
  }

  /** Browsers sound nothing before somebody has pressed something on the page. */
  async wake() {
    this.context ??= this.makeContext();
    if (this.context.state !== "running") await this.context.resume().catch(() => {});
    this.changed();
  }

  mute(now) { this.mutedUntil = now + MUTED_FOR; this.changed(); }
  unmute() { this.mutedUntil = 0; this.changed(); }

  setVolume(volume) {
    this.volume = Math.min(1, Math.max(0.1, volume));
    try { localStorage.setItem("alarm-volume", String(this.volume)); } catch { /* asked again next time */ }
  }

  /** Sound what is due of these alarms; return it, or undefined. */
  tick(alarms, now) {
    for (const known of this.heard.keys()) if (!alarms.some(({ alarm }) => alarm === known)) this.heard.delete(known);
    if (this.state(now) === "blocked" || now < this.busyUntil) return undefined;
    const tones = this.tones();
    const due = toSound(alarms, tones, this.heard, now, this.mutedUntil);
    if (!due) return undefined;
    // With it, everything of its tone that is new has been heard: ten alarms are one tone, not ten.
    for (const other of alarms) if (other.tone === due.tone) this.heard.set(other.alarm, { sounds_at: other.sounds_at, at: now });
    const { notes } = tones[due.tone];
    this.busyUntil = now + play(this.context, notes, loudness(due, tones[due.tone], this.volume)) * 1000;
    return due;
  }
}

function kept() {
  try { return Number(localStorage.getItem("alarm-volume")) || 0.7; } catch { return 0.7; }
}
