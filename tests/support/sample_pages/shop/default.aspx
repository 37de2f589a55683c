<%@ Page Language="C#" %>
<!doctype html>
<html lang="en"><head><title>Shop</title></head>
<body><h1>Shop</h1>
<p>Connected to <%= new System.Data.SqlClient.SqlConnectionStringBuilder(System.Configuration.ConfigurationManager.ConnectionStrings["Shop"].ConnectionString).DataSource %></p>
</body></html>
