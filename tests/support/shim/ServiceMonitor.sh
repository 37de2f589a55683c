#!/bin/sh
# Stands for ServiceMonitor and IIS: serves the sites of applicationHost.config, one listener for each port.
. /shim/common.sh
note "$0" "$@"
config=/C:/Windows/System32/inetsrv/config/applicationHost.config
[ -e "$config" ] || { echo "Failed to update IIS configuration"; exit 1; }
awk '
    function attribute(name) {
        if (!match($0, "[ \t]" name "=\"[^\"]*\"")) return ""
        value = substr($0, RSTART, RLENGTH); sub(/^[^"]*"/, "", value); sub(/"$/, "", value)
        gsub(/&lt;/, "<", value); gsub(/&gt;/, ">", value); gsub(/&quot;/, "\"", value); gsub(/&amp;/, "\\&", value)
        return value }
    /<site / { id = attribute("id") }
    /<application / { base = attribute("path"); sub(/\/$/, "", base) }
    /<virtualDirectory / {
        path = attribute("path"); sub(/\/$/, "", path)
        printf "%d|%s|%s%s|%s\n", length(base path), id, base, path, attribute("physicalPath") >"/shim/routes.new" }
    /<binding / && attribute("protocol") ~ /^https?$/ {
        split(attribute("bindingInformation"), part, ":")
        printf "%s|%s|%s|%s\n", part[2], attribute("protocol"), tolower(part[3]), id >"/shim/bindings" }
' "$config"
[ -s /shim/bindings ] || { echo "There are no bindings in $config"; exit 1; }
# The longest path first: it is the one that counts.
sort -t '|' -k 1 -rn /shim/routes.new | cut -d '|' -f 2- >/shim/routes
for id in $(cut -d '|' -f 4 /shim/bindings | sort -u); do mkdir -p "/C:/inetpub/logs/LogFiles/W3SVC$id"; done
secure() {
    name=localhost
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$name" \
        -keyout "/shim/key.$1" -out "/shim/certificate.$1" 2>/dev/null
}
trap 'trap - TERM; echo "Service w3svc has been stopped"; kill 0; exit 0' TERM INT
cut -d '|' -f 1,2 /shim/bindings | sort -u >/shim/ports
while IFS='|' read -r port scheme; do
    export PORT=$port
    if [ "$scheme" = https ]; then secure "$port"; fi
    nc -ll -p "$port" -e "/shim/$scheme" &
done </shim/ports
echo "w3svc started: $(cut -d '|' -f 4 /shim/bindings | sort -u | wc -l) sites on ports $(cut -d '|' -f 1 /shim/ports | tr '\n' ' ')"
wait
