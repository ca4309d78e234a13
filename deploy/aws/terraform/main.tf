data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Of a secret only its ARN is read, never its value: the state of Terraform holds no key.
data "aws_secretsmanager_secret" "named" {
  for_each = local.secret_names

  name = each.value
}

locals {
  # Made from the code: policies, alarms, dashboard.
  generated = "${path.module}/../generated"

  account    = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  is_divided = length(var.tickers) > var.tickers_per_share

  # Named here, so that the policies know the functions, and the functions can wait for the policies.
  scheduler_name = "${var.name}-scheduler"
  worker_name    = "${var.name}-worker"

  # As CloudWatch names them.
  watched = {
    scheduler   = local.scheduler_name
    worker      = local.worker_name
    shares      = module.queue.shares_name
    deadLetters = module.queue.dead_letters_name
    failures    = module.queue.failures_name
  }

  secret_prefix  = "/aws/reference/secretsmanager/"
  secret_names   = toset([for path in values(var.parameters) : trimprefix(path, local.secret_prefix) if startswith(path, local.secret_prefix)])
  parameter_arns = [for path in distinct(values(var.parameters)) : "arn:${local.partition}:ssm:${var.region}:${local.account}:parameter${path}"]

  configuration = {
    schedule = {
      calendar    = var.calendar
      open        = "${var.open_interval}m"
      closed      = "${var.closed_interval}m"
      closures    = var.closures
      earlyCloses = [for day, close in var.early_closes : { date = day, close = close }]
    }
  }

  # The same for whoever looks at it from elsewhere, who has no environment that says the rest.
  configuration_file = merge(
    var.configuration,
    local.configuration,
    { for setting, value in { sources = var.sources } : setting => value if value != null },
    {
      store     = "dynamodb://${module.table.name}?region=${var.region}"
      tickers   = var.tickers
      mode      = var.mode
      sentiment = { scorer = var.scorer }
      sinks     = concat(try(var.configuration.sinks, []), [{ use = "sns", name = "news-topic", topic = module.topics.news_arn }])
      alerts    = concat(try(var.configuration.alerts, []), [{ use = "sns", name = "alerts-topic", topic = module.topics.alerts_arn }])
    },
  )

  # What both functions read. A variable that is null is not set.
  shared_variables = {
    INGEST_STORE             = "dynamodb://${module.table.name}"
    INGEST_TICKERS           = join(",", var.tickers)
    INGEST_SOURCES           = var.sources == null ? null : join(",", var.sources)
    INGEST_MODE              = var.mode
    INGEST_SCORER            = var.scorer
    INGEST_HEARTBEAT         = var.heartbeat
    INGEST_CONFIG            = jsonencode(merge(var.configuration, local.configuration))
    INGEST_NEWS_TOPIC        = module.topics.news_arn
    INGEST_ALERTS_TOPIC      = module.topics.alerts_arn
    INGEST_PARAMETERS        = length(var.parameters) == 0 ? null : join(",", [for variable, path in var.parameters : "${variable}=${path}"])
    INGEST_METRICS_NAMESPACE = var.metrics_namespace
  }

  scheduler_variables = {
    INGEST_QUEUE_URL         = module.queue.shares_url
    INGEST_TICKERS_PER_SHARE = tostring(var.tickers_per_share)
  }

  worker_variables = {
    INGEST_QUEUE_URL       = module.queue.shares_url
    INGEST_DEAD_LETTER_URL = module.queue.dead_letters_url
  }
}

module "table" {
  source = "./modules/table"

  name                = var.name
  deletion_protection = var.deletion_protection
}

module "topics" {
  source = "./modules/topics"

  name        = var.name
  account     = local.account
  partition   = local.partition
  region      = var.region
  alert_email = var.alert_email
}

module "queue" {
  source = "./modules/queue"

  name                   = var.name
  worker_timeout_seconds = var.timeout_seconds
}

module "permissions" {
  source = "./modules/permissions"

  name      = var.name
  account   = local.account
  generated = local.generated

  # By the names in src/permissions/resources.ts.
  resources = {
    table             = [module.table.arn]
    newsTopic         = [module.topics.news_arn]
    alertsTopic       = [module.topics.alerts_arn]
    topicsKey         = [module.topics.key_arn]
    shares            = [module.queue.shares_arn]
    deadLetters       = [module.queue.dead_letters_arn]
    failures          = [module.queue.failures_arn]
    missedTicks       = [module.queue.missed_ticks_arn]
    parameters        = local.parameter_arns
    parameterKeys     = var.parameter_key_arns
    secrets           = [for secret in data.aws_secretsmanager_secret.named : secret.arn]
    schedulerLogs     = [module.functions.scheduler_log_streams]
    workerLogs        = [module.functions.worker_log_streams]
    schedulerFunction = ["arn:${local.partition}:lambda:${var.region}:${local.account}:function:${local.scheduler_name}"]
  }
}

module "functions" {
  source = "./modules/functions"

  scheduler_name        = local.scheduler_name
  worker_name           = local.worker_name
  scheduler_zip         = var.scheduler_zip
  worker_zip            = var.worker_zip
  scheduler_role_arn    = module.permissions.scheduler_role_arn
  worker_role_arn       = module.permissions.worker_role_arn
  scheduler_variables   = { for variable, value in merge(local.shared_variables, local.scheduler_variables) : variable => value if value != null }
  worker_variables      = { for variable, value in merge(local.shared_variables, local.worker_variables) : variable => value if value != null }
  memory_mb             = var.memory_mb
  timeout_seconds       = var.timeout_seconds
  log_retention_days    = var.log_retention_days
  scheduler_concurrency = var.scheduler_concurrency
  worker_concurrency    = var.worker_concurrency
  is_divided            = local.is_divided
  shares_arn            = module.queue.shares_arn
  failures_arn          = module.queue.failures_arn
}

module "schedule" {
  source = "./modules/schedule"

  name             = var.name
  enabled          = var.enabled
  function_arn     = module.functions.scheduler_arn
  role_arn         = module.permissions.schedule_role_arn
  missed_ticks_arn = module.queue.missed_ticks_arn
}

module "alarms" {
  source = "./modules/alarms"

  name              = var.name
  generated         = local.generated
  metrics_namespace = var.metrics_namespace
  names             = local.watched
  thresholds        = var.alarm_thresholds
  topic_arn         = module.topics.alerts_arn
}

module "dashboard" {
  source = "./modules/dashboard"

  name      = var.name
  region    = var.region
  generated = local.generated
  names = merge(local.watched, {
    account   = local.account
    partition = local.partition
    namespace = var.metrics_namespace
  })
}
