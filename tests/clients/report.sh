# For the checks that are written in bash.

ok() { echo "ok: $*"; }
failed() { echo "FAILED: $*"; }

# expect NAME COMMAND…: one check, passed when the command succeeds.
expect() {
    local name=$1
    shift
    if "$@"; then ok "$name"; else failed "$name"; fi
}
