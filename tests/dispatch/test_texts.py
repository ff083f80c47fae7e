"""Text-to-911 and web chat: one conversation in one order, word for word, on the desk that answered."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from dispatch import board, log
from dispatch.errors import Invalid, NotFound, Refused
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def conversation(world: World) -> list[dict[str, Any]]:
    texts = board.snapshot(world.call_taker)["cards"]["texts"].values()
    return sorted(texts, key=lambda text: text["n"])


def chat(world: World, *words: str) -> str:
    ref = world.ring("chat-1", medium="chat")
    for n, said in enumerate(words):
        world.do("receive_text", world.feed, call_ref="chat-1", ref=f"t{n}", words=said)
    return ref


def test_both_sides_are_read_in_order_word_for_word(world: World) -> None:
    ref = chat(world, "he  is in the\nhouse \u202ehelp")
    world.do("claim_call", world.call_taker, ringing=ref)
    with follows(*world.everybody()):
        world.do("post_text", world.call_taker, ringing=ref, text="Are you safe right now?")
        world.do("receive_text", world.feed, call_ref="chat-1", ref="t9", words=" no ")
    assert [(t["from"], t["words"]) for t in conversation(world)] == [
        ("caller", "he  is in the\nhouse \u202ehelp"),
        ("desk", "Are you safe right now?"),
        ("caller", " no "),
    ]


def test_texts_are_for_who_may_read_callers_and_nobody_else(world: World) -> None:
    number = world.call_with("6A15")
    ref = chat(world, "please come")
    world.call(ringing=ref, attach_to=number)
    with follows(*world.everybody()):
        world.do("post_text", world.call_taker, ringing=ref, text="They are on their way.")
    for other in (world.auditor, world.patrol, world.lapd_admin):
        assert board.snapshot(other)["cards"]["texts"] == {}
        assert "on their way" not in str(log.line(log.head().seq).view(other.audience))


def test_a_conversation_on_the_board_is_answered_by_its_call(world: World) -> None:
    ref = chat(world, "please come")
    world.do("claim_call", world.call_taker, ringing=ref)
    with follows(*world.everybody()):
        number = world.call(ringing=ref)
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("post_text", world.call_taker, call=call, text="They are on their way.")
    assert {(t["call"], t["incident"]) for t in conversation(world)} == {(call, number)}


def test_a_conversation_that_nobody_answered_yet_takes_no_words_from_a_desk(world: World) -> None:
    ref = chat(world, "hello")
    with pytest.raises(Refused, match="Answer this conversation first"), follows(world.call_taker):
        world.do("post_text", world.call_taker, ringing=ref, text="Hello")


def test_a_voice_call_takes_no_texts(world: World) -> None:
    ref = world.ring()
    world.do("claim_call", world.call_taker, ringing=ref)
    with pytest.raises(Refused, match="voice call"), follows(world.call_taker):
        world.do("post_text", world.call_taker, ringing=ref, text="Hello")


def test_a_call_without_a_conversation_takes_no_texts(world: World) -> None:
    number = world.call()
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with pytest.raises(NotFound), follows(world.call_taker):
        world.do("post_text", world.call_taker, call=call, text="Hello")


@pytest.mark.parametrize("words", ["", "   ", "x" * 4_001, "a\x07b"])
def test_words_that_cannot_be_sent_are_refused(world: World, words: str) -> None:
    ref = chat(world, "hello")
    world.do("claim_call", world.call_taker, ringing=ref)
    with pytest.raises(Invalid), follows(world.call_taker):
        world.do("post_text", world.call_taker, ringing=ref, text=words)


def test_an_ended_conversation_leaves_the_board_with_its_texts(world: World) -> None:
    ref = chat(world, "hello", "never mind")
    world.do("claim_call", world.call_taker, ringing=ref)
    with follows(*world.everybody()):
        world.do("end_ringing", world.call_taker, ringing=ref, how="completed")
    assert conversation(world) == []
    with pytest.raises(Refused, match="has ended"), follows(world.call_taker):
        world.do("post_text", world.call_taker, ringing=ref, text="Hello?")


def test_a_caller_who_writes_again_rings_again_with_all_that_was_said(world: World) -> None:
    ref = chat(world, "hello")
    world.do("claim_call", world.call_taker, ringing=ref)
    number = world.call(ringing=ref)
    world.do("end_ringing", world.call_taker, ringing=ref, how="completed")
    with follows(*world.everybody()):
        world.do("receive_text", world.feed, call_ref="chat-1", ref="t9", words="he is back")
    card = board.snapshot(world.call_taker)["cards"]["ringing"][ref]
    assert (card["state"], card["incident"]) == ("ringing", number)
    assert [t["words"] for t in conversation(world)] == ["hello", "he is back"]
    with follows(*world.everybody()):
        world.do("claim_call", world.other_taker, ringing=ref)
    assert board.snapshot(world.call_taker)["cards"]["ringing"][ref]["state"] == "taken"


def test_a_text_is_received_once(world: World) -> None:
    chat(world, "hello")
    with pytest.raises(Refused, match="received already"), follows(world.call_taker):
        world.do("receive_text", world.feed, call_ref="chat-1", ref="t0", words="hello")


def test_what_was_texted_can_be_neither_changed_nor_removed(world: World) -> None:
    chat(world, "hello")
    for sql in ("UPDATE dispatch_text SET words = 'x'", "DELETE FROM dispatch_text"):
        with pytest.raises(Error, match="only added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
