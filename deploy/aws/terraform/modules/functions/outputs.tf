output "scheduler_arn" {
  description = "The scheduler."
  value       = aws_lambda_function.scheduler.arn
}

output "scheduler_log_group" {
  description = "Where the scheduler logs."
  value       = aws_cloudwatch_log_group.scheduler.name
}

output "worker_log_group" {
  description = "Where the workers log."
  value       = aws_cloudwatch_log_group.worker.name
}

output "scheduler_log_streams" {
  description = "All streams of the log group of the scheduler: Lambda names them."
  value       = "${aws_cloudwatch_log_group.scheduler.arn}:*"
}

output "worker_log_streams" {
  description = "All streams of the log group of the workers: Lambda names them."
  value       = "${aws_cloudwatch_log_group.worker.arn}:*"
}
