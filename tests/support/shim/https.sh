#!/bin/sh
# Takes one TLS connection: an openssl of its own on a private port, and its plain side to the answering script.
. /shim/common.sh
inner=$((20000 + $$ % 20000))
pipe=/tmp/pipe.$inner
mkfifo "$pipe"
/shim/http <"$pipe" | openssl s_server -accept "127.0.0.1:$inner" -naccept 1 -quiet -verify_quiet \
    -key "/shim/key.$PORT" -cert "/shim/certificate.$PORT" >"$pipe" 2>/dev/null &
until nc 127.0.0.1 "$inner" 2>/dev/null; do sleep 0.02; done
rm "$pipe"
