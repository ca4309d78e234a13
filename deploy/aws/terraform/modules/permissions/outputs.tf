# A function is made once its role may do its work: Lambda looks at that when it takes an event source.
output "scheduler_role_arn" {
  description = "The role of the scheduler."
  value       = aws_iam_role.of["scheduler"].arn
  depends_on  = [aws_iam_role_policy.of]
}

output "worker_role_arn" {
  description = "The role of a worker."
  value       = aws_iam_role.of["worker"].arn
  depends_on  = [aws_iam_role_policy.of]
}

output "schedule_role_arn" {
  description = "The role of the schedule."
  value       = aws_iam_role.of["schedule"].arn
  depends_on  = [aws_iam_role_policy.of]
}
