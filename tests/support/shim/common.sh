# What the stand-ins share.
PATH=/bin
LOG=/shim/log.txt

# Write down how a program was called: its name, then one line for each argument.
note() { printf '== %s\n' "${1##*/}" >>$LOG; shift; for item; do printf -- '--- %s\n' "$item" >>$LOG; done; }

# C:\apps\shop -> /C:/apps/shop
place() { printf '/%s' "$1" | tr '\\' '/' | sed 's#^/c:#/C:#; s#/$##'; }

# Value of an attribute in each element $2 of the XML file $1 (one element a line, as Reberth writes it).
values() { sed -n "s/.*<$2 [^>]*\b$3=\"\([^\"]*\)\".*/\1/p" "$1" | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'; }
