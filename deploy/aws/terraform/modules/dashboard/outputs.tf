output "url" {
  description = "Where to look at it."
  value       = "https://${var.region}.console.aws.amazon.com/cloudwatch/home?region=${var.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.news.dashboard_name}"
}
