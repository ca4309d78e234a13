variable "name" {
  description = "What the queues begin with."
  type        = string
}

variable "worker_timeout_seconds" {
  description = "The longest invocation of a worker, in seconds."
  type        = number
}
