"""`./run`: from a bare checkout to the running product, and back to nothing."""

import re
import signal
import socket

from tests.faults.product import Product, until


def test_it_says_where_it_is_and_who_may_sign_in(product: Product) -> None:
    said = product.said.read_text()
    assert "Daybreak is ready after" in said
    assert product.url in said
    for account in ("calltaker", "dispatcher", "supervisor", "lapd_admin", "lahsa_admin", "crisis_team", "patrol"):
        assert account in said
    assert product.token("dispatcher")


def test_the_worker_follows_and_nothing_is_degraded(product: Product) -> None:
    until("not degraded", lambda: product.ask("GET", "/readyz/")[1].get("degraded") == [], seconds=30)


def test_a_second_one_on_the_same_data_folder_says_so_in_one_sentence(product: Product) -> None:
    second = product.once(PORT="1")
    assert second.returncode != 0
    assert re.fullmatch(r"[^\n]*already runs on the data folder[^\n]*\n", second.stderr), second.stderr
    assert product.ready()


def test_a_busy_port_and_a_port_that_is_none_are_one_sentence(product: Product) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        taken = str(busy.getsockname()[1])
        for port, sentence in (
            (taken, f"port {taken} on 127.0.0.1 cannot be used"),
            ("eighty", "PORT must be a number"),
        ):
            failed = product.once(PORT=port, DATA_DIR=str(product.home / "other"))
            assert failed.returncode != 0
            assert sentence in failed.stderr
            assert failed.stderr.count("\n") == 1, failed.stderr


def test_a_killed_web_process_and_a_killed_database_come_back_by_themselves(product: Product) -> None:
    for part in ("uvicorn", "bin/postgres -D"):
        assert product.kill(part), f"{part} was not running: {product.processes()}"
        until(f"ready again after {part} was killed", product.ready)
    assert product.ask("GET", "/api/board/", token=product.token("dispatcher"))[0] == 200


def test_ctrl_c_stops_everything_in_order(product: Product) -> None:
    assert product.process is not None
    product.process.send_signal(signal.SIGINT)
    assert product.process.wait(10) == 0
    assert product.processes() == {}


def test_a_second_start_runs_no_migration_and_seeds_nothing(product: Product) -> None:
    before = len(product.said.read_text())
    product.start()
    said = product.said.read_text()[before:]
    assert "Tables" not in said
    assert "Los Angeles" not in said
    assert "Daybreak is ready" in said


def test_kill_9_of_it_leaves_nothing_running_and_nothing_that_blocks_the_next_start(product: Product) -> None:
    assert product.process is not None
    product.process.kill()
    product.process.wait()
    until("everything gone", lambda: not product.processes(), seconds=10)
    product.start()
    assert product.token("dispatcher")
