locals {
  day = 24 * 60 * 60

  # Lambda wants six times the timeout, so that what a throttled function leaves is not handed out twice. What a worker could not make it
  # has handed out again sooner.
  visibility_seconds = 6 * var.worker_timeout_seconds
  receives           = 4

  queues = {
    shares      = aws_sqs_queue.shares
    deadLetters = aws_sqs_queue.dead_letters
    failures    = aws_sqs_queue.failures
    missedTicks = aws_sqs_queue.missed_ticks
  }
}

# Shares of runs, for the workers.
resource "aws_sqs_queue" "shares" {
  name                       = "${var.name}-shares"
  visibility_timeout_seconds = local.visibility_seconds
  # Long enough for every try, and for an hour in which no worker could start.
  message_retention_seconds = local.receives * local.visibility_seconds + 3600
  receive_wait_time_seconds = 20
  sqs_managed_sse_enabled   = true

  # Workers give up a share at its third try, with the reason; this is for those that die before they can.
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = local.receives
  })
}

# Shares that were given up.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 14 * local.day
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.shares.arn]
  })
}

# Ticks whose invocations failed for good, with the error of the last one.
resource "aws_sqs_queue" "failures" {
  name                      = "${var.name}-failures"
  message_retention_seconds = 14 * local.day
  sqs_managed_sse_enabled   = true
}

# Ticks that EventBridge Scheduler could not hand to Lambda.
resource "aws_sqs_queue" "missed_ticks" {
  name                      = "${var.name}-missed-ticks"
  message_retention_seconds = 14 * local.day
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "only_encrypted" {
  for_each = local.queues

  queue_url = each.value.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncrypted"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = each.value.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
