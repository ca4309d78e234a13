variable "name" {
  description = "The name of the dashboard."
  type        = string
}

variable "region" {
  description = "Where the metrics are."
  type        = string
}

variable "generated" {
  description = "The folder of dashboard.json."
  type        = string
}

variable "names" {
  description = "What else the dashboard names."
  type        = map(string)
}
