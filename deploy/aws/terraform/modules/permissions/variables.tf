variable "name" {
  description = "What the roles begin with."
  type        = string
}

variable "account" {
  description = "The number of the account."
  type        = string
}

variable "generated" {
  description = "The folder of the policies."
  type        = string
}

variable "resources" {
  description = "The ARNs of everything that a policy names."
  type        = map(list(string))
}
