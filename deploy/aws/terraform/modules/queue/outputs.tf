output "shares_arn" {
  description = "The queue of shares."
  value       = aws_sqs_queue.shares.arn
}

output "shares_url" {
  description = "Where shares are sent to."
  value       = aws_sqs_queue.shares.url
}

output "shares_name" {
  description = "The queue of shares, as CloudWatch names it."
  value       = aws_sqs_queue.shares.name
}

output "dead_letters_arn" {
  description = "The queue of shares that were given up."
  value       = aws_sqs_queue.dead_letters.arn
}

output "dead_letters_url" {
  description = "Where shares are sent that are given up."
  value       = aws_sqs_queue.dead_letters.url
}

output "dead_letters_name" {
  description = "The queue of shares that were given up, as CloudWatch names it."
  value       = aws_sqs_queue.dead_letters.name
}

output "failures_arn" {
  description = "The queue of ticks that failed for good."
  value       = aws_sqs_queue.failures.arn
}

output "failures_url" {
  description = "Where to look at ticks that failed for good."
  value       = aws_sqs_queue.failures.url
}

output "failures_name" {
  description = "The queue of ticks that failed for good, as CloudWatch names it."
  value       = aws_sqs_queue.failures.name
}

output "missed_ticks_arn" {
  description = "The queue of ticks that never reached the function."
  value       = aws_sqs_queue.missed_ticks.arn
}

output "missed_ticks_url" {
  description = "Where to look at ticks that never reached the function."
  value       = aws_sqs_queue.missed_ticks.url
}
