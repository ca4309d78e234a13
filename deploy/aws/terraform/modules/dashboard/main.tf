resource "aws_cloudwatch_dashboard" "news" {
  dashboard_name = var.name
  # Made from the code, and here the names come in.
  dashboard_body = templatefile("${var.generated}/dashboard.json", merge(var.names, { name = var.name, region = var.region }))
}
