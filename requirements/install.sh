# Sourced by ./run and ./test: a virtual environment with exactly what the lock file names.

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "Daybreak needs Python 3.11 or newer: install python3 (Debian, Ubuntu: apt-get install python3 python3-venv)." >&2
    return 1
}

# install_into_venv CHECKOUT LOCK: quick and without network when nothing changed.
install_into_venv() {
    venv="$1/.venv"
    lock="$1/requirements/$2.txt"
    wanted="$(cksum <"$lock") $1"
    if [ "$(cat "$venv/.$2" 2>/dev/null)" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null; then
        return 0
    fi
    python=$(find_python) || exit 1
    began=$(date +%s)
    echo "Setting up Python packages (once; $2.txt) ..."
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 || [ "$(cat "$venv/.place" 2>/dev/null)" != "$1" ]; then
        rm -rf "$venv"
        if ! "$python" -m venv "$venv" >"$1/.venv.log" 2>&1; then
            rm -rf "$venv"
            if [ -w "$1" ]; then
                echo "Python's venv module is incomplete: install it (Debian, Ubuntu: apt-get install python3-venv) and start again." >&2
            else
                echo "The folder $1 cannot be written to: put the checkout where you may write." >&2
            fi
            exit 1
        fi
        rm -f "$1/.venv.log"
        printf '%s' "$1" >"$venv/.place"
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
        --root-user-action=ignore --require-hashes -r "$lock" || {
        echo "The packages could not be installed: is there a network?" >&2
        exit 1
    }
    printf '%s' "$wanted" >"$venv/.$2"
    echo "Setting up Python packages: $(($(date +%s) - began)) s"
}
