# It only ticks: whether anything is due is decided by the function, from the calendar and what the store knows.
resource "aws_scheduler_schedule" "tick" {
  name                = "${var.name}-tick"
  description         = "Starts the scheduler of ${var.name}."
  schedule_expression = "rate(1 minute)"
  state               = var.enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.function_arn
    role_arn = var.role_arn
    # Written out, not with jsonencode: that would escape < and >, and nobody would put the time in.
    input = "{\"scheduledAt\":\"<aws.scheduler.scheduled-time>\"}"

    # The next tick comes in a minute.
    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 2
    }

    dead_letter_config {
      arn = var.missed_ticks_arn
    }
  }
}
