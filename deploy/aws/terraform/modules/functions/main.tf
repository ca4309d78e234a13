locals {
  runtime      = "nodejs22.x"
  architecture = "arm64"
}

# Lambda would make the groups by itself, and keep the logs for ever.
resource "aws_cloudwatch_log_group" "scheduler" {
  name              = "/aws/lambda/${var.scheduler_name}"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/aws/lambda/${var.worker_name}"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function" "scheduler" {
  function_name                  = var.scheduler_name
  description                    = "Runs what is due, and delivers."
  role                           = var.scheduler_role_arn
  filename                       = var.scheduler_zip
  source_code_hash               = filebase64sha256(var.scheduler_zip)
  handler                        = "scheduler.handler"
  runtime                        = local.runtime
  architectures                  = [local.architecture]
  memory_size                    = var.memory_mb
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = var.scheduler_concurrency

  environment {
    variables = var.scheduler_variables
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.scheduler.name
  }
}

resource "aws_lambda_function" "worker" {
  function_name    = var.worker_name
  description      = "Makes shares of runs."
  role             = var.worker_role_arn
  filename         = var.worker_zip
  source_code_hash = filebase64sha256(var.worker_zip)
  handler          = "worker.handler"
  runtime          = local.runtime
  architectures    = [local.architecture]
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds

  environment {
    variables = var.worker_variables
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.worker.name
  }
}

# EventBridge Scheduler starts the function asynchronously: what it throws is tried again by Lambda, and then ends here.
resource "aws_lambda_function_event_invoke_config" "scheduler" {
  function_name          = aws_lambda_function.scheduler.function_name
  maximum_retry_attempts = 2
  # A try, a minute, a try, two minutes, a try.
  maximum_event_age_in_seconds = 3 * var.timeout_seconds + 180

  destination_config {
    on_failure {
      destination = var.failures_arn
    }
  }
}

resource "aws_lambda_event_source_mapping" "shares" {
  event_source_arn = var.shares_arn
  function_name    = aws_lambda_function.worker.arn
  # Asking an empty queue costs something, too.
  enabled                 = var.is_divided
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.worker_concurrency
  }
}
