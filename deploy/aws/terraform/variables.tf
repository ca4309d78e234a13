variable "region" {
  description = "Where everything runs, such as eu-central-1."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region is written like eu-central-1."
  }
}

variable "name" {
  description = "What everything is called, or begins with: the table, the functions, the topics, the queues, the alarms."
  type        = string
  default     = "ingest"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "The name is 3 to 32 small letters, digits and dashes, and begins with a letter."
  }
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  default     = {}
}

# What is collected.

variable "tickers" {
  description = "Which tickers to collect news for, such as AAPL or BRK.B."
  type        = list(string)

  validation {
    condition     = length(var.tickers) > 0 && length(distinct(var.tickers)) == length(var.tickers)
    error_message = "There is at least one ticker, and each is named once."
  }

  validation {
    condition     = alltrue([for ticker in var.tickers : can(regex("^[A-Z0-9]{1,10}([.:-][A-Z0-9]{1,10})?$", ticker))])
    error_message = "A ticker is written in capitals and digits, a class share with a dot: AAPL, BRK.B."
  }

  validation {
    # Lambda takes 4 KB of variables in all.
    condition     = length(join(",", var.tickers)) <= 2500
    error_message = "A function takes about 500 tickers. Deploy once more, with another name, for the others."
  }
}

variable "sources" {
  description = "The chain of sources; their order is their priority. Null: what `configuration` says, or tiingo and then finnhub."
  type        = list(string)
  default     = null

  validation {
    condition     = var.sources == null ? true : length(var.sources) > 0 && length(distinct(var.sources)) == length(var.sources)
    error_message = "There is at least one source, and each is named once; or null."
  }

  validation {
    condition = var.sources == null ? true : alltrue([
      for source in var.sources :
      contains(["tiingo", "finnhub", "alphavantage", "marketaux", "polygon"], source)
    ])
    error_message = "A source is tiingo, finnhub, alphavantage, marketaux or polygon. Feeds have options: name them in `configuration`."
  }
}

variable "mode" {
  description = "failover: the first source that answers; parallel: all of them."
  type        = string
  default     = "failover"

  validation {
    condition     = contains(["failover", "parallel"], var.mode)
    error_message = "The mode is failover or parallel."
  }
}

variable "scorer" {
  description = "Who reads the headlines that no source says anything about: lexicon or none."
  type        = string
  default     = "lexicon"

  validation {
    condition     = contains(["lexicon", "none"], var.scorer)
    error_message = "The scorer is lexicon or none."
  }
}

variable "parameters" {
  description = "Where keys are: a variable of the program, and the name of the SecureString in Parameter Store that holds it. Below /aws/reference/secretsmanager/ it is a secret of Secrets Manager."
  type        = map(string)

  validation {
    condition     = alltrue([for variable in keys(var.parameters) : can(regex("^[A-Z][A-Z0-9_]*$", variable))])
    error_message = "What a parameter stands for is a variable, such as TIINGO_API_KEY."
  }

  validation {
    condition     = alltrue([for path in values(var.parameters) : can(regex("^/[a-zA-Z0-9_./-]{1,1010}$", path))])
    error_message = "A parameter is named by its path, such as /ingest/tiingo; its value stands nowhere here."
  }

  validation {
    condition = var.sources == null ? true : alltrue([
      for source in var.sources : contains(keys(var.parameters), "${upper(source)}_API_KEY")
    ])
    error_message = "Each source needs its key: TIINGO_API_KEY for tiingo, and so on."
  }
}

variable "parameter_key_arns" {
  description = "KMS keys of your own under which parameters or secrets are encrypted. None for those that AWS manages."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.parameter_key_arns : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+$", arn))])
    error_message = "A key is named by its ARN: arn:aws:kms:eu-central-1:123456789012:key/…"
  }
}

variable "heartbeat" {
  description = "A url that is told of the start and the end of each run. Where it is a secret, name it among `parameters` as INGEST_HEARTBEAT instead."
  type        = string
  default     = null

  validation {
    condition     = var.heartbeat == null ? true : can(regex("^https?://[^/@ ]+(/[^ ]*)?$", var.heartbeat))
    error_message = "The heartbeat is an http or https url without a user."
  }
}

variable "configuration" {
  description = "What else a configuration file would say: plans of sources, feeds, further sinks. See docs/config.md."
  type        = any
  default     = {}

  validation {
    condition     = can(keys(var.configuration))
    error_message = "The configuration is a map of settings."
  }

  validation {
    condition     = try(length(setintersection(keys(var.configuration), ["tickers", "store", "schedule", "mode", "sentiment"])) == 0, true)
    error_message = "Tickers, mode, scorer and schedule have variables of their own, and the store is the table."
  }

  validation {
    # What a function has in its environment beats its configuration.
    condition     = var.sources == null ? true : !can(var.configuration.sources)
    error_message = "Sources are named here or in `sources`, not in both."
  }
}

# When.

variable "calendar" {
  description = "The exchange whose hours are market hours."
  type        = string
  default     = "XNYS"

  validation {
    condition     = contains(["XNYS", "XNAS"], var.calendar)
    error_message = "The calendar is XNYS or XNAS."
  }
}

variable "open_interval" {
  description = "How often news is collected in market hours, in minutes."
  type        = number
  default     = 5

  validation {
    condition     = var.open_interval >= 1 && var.open_interval <= 60 && floor(var.open_interval) == var.open_interval
    error_message = "It is collected every 1 to 60 whole minutes in market hours."
  }
}

variable "closed_interval" {
  description = "How often outside of them, in minutes."
  type        = number
  default     = 60

  validation {
    condition     = var.closed_interval >= 1 && var.closed_interval <= 1440 && floor(var.closed_interval) == var.closed_interval
    error_message = "It is collected every 1 to 1440 whole minutes outside market hours."
  }
}

variable "closures" {
  description = "Days without a session that the calendar does not know yet, such as 2027-03-15."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for day in var.closures : can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", day))])
    error_message = "A day is written like 2027-03-15."
  }
}

variable "early_closes" {
  description = "Days that close early that the calendar does not know yet, and when: { \"2027-03-16\" = \"13:00\" }."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([
      for day, close in var.early_closes :
      can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", day)) && can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", close))
    ])
    error_message = "A day that closes early is written like 2027-03-16, and its close like 13:00."
  }
}

variable "enabled" {
  description = "Whether the schedule ticks. False stops everything and removes nothing."
  type        = bool
  default     = true
}

# The functions.

variable "scheduler_zip" {
  description = "The built scheduler: `npm run build:aws` writes it."
  type        = string
  default     = "../dist/scheduler.zip"

  validation {
    condition     = endswith(var.scheduler_zip, ".zip")
    error_message = "The scheduler is a .zip file."
  }
}

variable "worker_zip" {
  description = "The built worker: `npm run build:aws` writes it."
  type        = string
  default     = "../dist/worker.zip"

  validation {
    condition     = endswith(var.worker_zip, ".zip")
    error_message = "The worker is a .zip file."
  }
}

variable "memory_mb" {
  description = "Memory of each function, in MB; computing power comes in proportion."
  type        = number
  default     = 512

  validation {
    condition     = var.memory_mb >= 256 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "A function has 256 to 10240 MB."
  }
}

variable "timeout_seconds" {
  description = "The longest invocation of each function, in seconds. A run that would take longer ends in time and says what is missing."
  type        = number
  default     = 120

  validation {
    # The alarm of the heartbeat fires after ten minutes in which no invocation ended.
    condition     = var.timeout_seconds >= 30 && var.timeout_seconds <= 480 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "An invocation may take 30 to 480 whole seconds."
  }
}

variable "scheduler_concurrency" {
  description = "How many schedulers may run at once: 1, or -1 for an account that has no concurrency to reserve. Two at once do no harm: one of them finds the lease taken."
  type        = number
  default     = 1

  validation {
    condition     = contains([1, -1], var.scheduler_concurrency)
    error_message = "One scheduler at once, or -1 to reserve nothing."
  }
}

variable "tickers_per_share" {
  description = "Above so many tickers a run is cut into shares of so many, which the workers make side by side."
  type        = number
  default     = 50

  validation {
    condition     = var.tickers_per_share >= 1 && var.tickers_per_share <= 500 && floor(var.tickers_per_share) == var.tickers_per_share
    error_message = "A share has 1 to 500 tickers."
  }
}

variable "worker_concurrency" {
  description = "How many workers may run at once."
  type        = number
  default     = 5

  validation {
    # Fewer than 2 the event source does not take.
    condition     = var.worker_concurrency >= 2 && var.worker_concurrency <= 1000 && floor(var.worker_concurrency) == var.worker_concurrency
    error_message = "2 to 1000 workers run at once."
  }
}

# What is kept, and who is told.

variable "deletion_protection" {
  description = "Whether the table refuses to be removed. Turn it off, and apply, before you leave."
  type        = bool
  default     = true
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365 days, or some longer times."
  }
}

variable "alert_email" {
  description = "Who gets alerts by e-mail; AWS asks for consent once. Null: nobody."
  type        = string
  default     = null

  validation {
    condition     = var.alert_email == null ? true : can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.alert_email))
    error_message = "An e-mail address is written like news@example.com."
  }
}

variable "metrics_namespace" {
  description = "Under which name CloudWatch shows the metrics."
  type        = string
  default     = "Ingest"

  validation {
    condition     = can(regex("^[a-zA-Z0-9._/#-]{1,255}$", var.metrics_namespace)) && !startswith(var.metrics_namespace, "AWS/")
    error_message = "A namespace is 1 to 255 letters, digits and . _ / # -, and does not begin with AWS/."
  }
}

variable "alarm_thresholds" {
  description = "Thresholds of alarms that are to be others than those in generated/alarms.json, by the name of the alarm."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for threshold in values(var.alarm_thresholds) : threshold >= 0])
    error_message = "A threshold is not negative."
  }
}
