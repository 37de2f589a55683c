<%@ Page Language="C#" %>
<!doctype html>
<html lang="en"><head><title>Default Web Site (ASP.NET)</title></head>
<body><h1>ASP.NET <%= Environment.Version %></h1></body></html>
