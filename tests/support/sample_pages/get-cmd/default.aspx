<%@ Page Language="C#" %>
<!doctype html>
<html lang="en"><head><title>GET-CMD</title></head>
<body><h1>GET-CMD</h1><p>Processes on <%= Environment.MachineName %>:</p>
<ul><% foreach (var process in System.Diagnostics.Process.GetProcesses()) { %><li><%= process.ProcessName %></li><% } %></ul>
</body></html>
