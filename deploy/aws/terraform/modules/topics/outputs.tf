output "news_arn" {
  description = "The topic of new stories."
  value       = aws_sns_topic.news.arn
}

output "alerts_arn" {
  description = "The topic of alerts and alarms."
  value       = aws_sns_topic.alerts.arn
}

output "key_arn" {
  description = "The key under which both are encrypted."
  value       = aws_kms_key.topics.arn
}
