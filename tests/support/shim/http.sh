#!/bin/sh
# Answers one HTTP request as IIS would: site by port and Host header, folder by the longest path, a line in the log.
. /shim/common.sh
export LC_ALL=C
CR=$(printf '\r')
IFS=' ' read -r method target version || exit 0
host=
while IFS= read -r line; do
    line=${line%"$CR"}
    [ -n "$line" ] || break
    case "$line" in [Hh]ost:*) host=${line#*: }; host=${host%:*} ;; esac
done
path=${target%%\?*}; query=-
[ "$path" = "$target" ] || query=${target#*\?}
site=; any=
while IFS='|' read -r port scheme name id; do
    [ "$port" = "$PORT" ] || continue
    if [ -z "$name" ]; then any=$id; elif [ "$name" = "$host" ]; then site=$id; fi
done </shim/bindings
site=${site:-$any}
status=404; sub=0; file=
while IFS='|' read -r id prefix physical; do
    [ "$id" = "$site" ] || continue
    case "$path/" in "$prefix"/*) ;; *) continue ;; esac
    file=$(place "$physical")${path#"$prefix"}
    break
done </shim/routes
# A test may plant an error: id|status|substatus|win32 of the site.
planted=$(grep "^${site:-0}|" /shim/fail 2>/dev/null)
win32=0; text='Not Found'
case "$path" in *..*|*/web.config|*/bin/*|*/App_Data/*) file=; sub=8 ;; esac
if [ -n "$planted" ]; then
    IFS='|' read -r id status sub win32 <<END
$planted
END
    file=; text='Planted'
elif [ -z "$site" ]; then status=400; text='Bad Request - Invalid Hostname'; file=
elif [ -d "$file" ]; then
    folder=${file%/}; file=; status=403; sub=14; text=Forbidden
    for name in default.htm Default.asp index.htm index.html iisstart.htm default.aspx; do
        [ -f "$folder/$name" ] && { file=$folder/$name; break; }
    done
fi
if [ -n "$file" ] && [ -f "$file" ]; then
    status=200; sub=0; text=OK
    case "$file" in
        *.html|*.htm|*.aspx) type=text/html ;; *.css) type=text/css ;; *.svg) type=image/svg+xml ;; *) type=application/octet-stream ;;
    esac
else
    type=text/html; file=
fi
printf 'HTTP/1.1 %s %s\r\nContent-Type: %s\r\nServer: Microsoft-IIS/10.0\r\nConnection: close\r\n\r\n' "$status" "$text" "$type"
if [ "$method" = HEAD ]; then :
elif [ -z "$file" ]; then printf '<html><head><title>%s.%s %s</title></head></html>' "$status" "$sub" "$text"
else case "$file" in *.aspx) sed 's/<%[^%]*%>//g' "$file" ;; *) cat "$file" ;; esac
fi
[ -n "$site" ] || exit 0
when=$(date -u '+%Y-%m-%d %H:%M:%S')
log=/C:/inetpub/logs/LogFiles/W3SVC$site/u_ex$(printf %s "${when%% *}" | tr -d -).log
[ -s "$log" ] || printf '#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: %s\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n' "$when" >>"$log"
printf '%s 127.0.0.1 %s %s %s %s - 127.0.0.1 - - %s %s %s 1\r\n' "$when" "$method" "$path" "$query" "$PORT" "$status" "$sub" "$win32" >>"$log"
