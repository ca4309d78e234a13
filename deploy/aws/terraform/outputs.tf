output "store" {
  description = "Where the news is, as `ingest --store` takes it."
  value       = "dynamodb://${module.table.name}?region=${var.region}"
}

output "configuration" {
  description = "What is configured, as a file for `ingest` on another machine: without the heartbeat, which is told of runs."
  value       = jsonencode(local.configuration_file)
}

output "table_arn" {
  description = "The table, for roles that read it."
  value       = module.table.arn
}

output "news_topic_arn" {
  description = "Subscribe here to new stories."
  value       = module.topics.news_arn
}

output "alerts_topic_arn" {
  description = "Subscribe here to alerts and alarms."
  value       = module.topics.alerts_arn
}

output "scheduler_arn" {
  description = "The scheduler, to be invoked by hand."
  value       = module.functions.scheduler_arn
}

output "scheduler_log_group" {
  description = "Where the scheduler logs."
  value       = module.functions.scheduler_log_group
}

output "worker_log_group" {
  description = "Where the workers log."
  value       = module.functions.worker_log_group
}

output "dead_letters_url" {
  description = "The queue of shares that were given up, with the reason."
  value       = module.queue.dead_letters_url
}

output "failures_url" {
  description = "The queue of ticks that failed for good, with the last error."
  value       = module.queue.failures_url
}

output "missed_ticks_url" {
  description = "The queue of ticks that never reached the scheduler."
  value       = module.queue.missed_ticks_url
}

output "dashboard_url" {
  description = "The dashboard in the console."
  value       = module.dashboard.url
}
