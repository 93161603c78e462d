#!/usr/bin/env Rscript
# Writes importance.json: shares of R squared (LMG) and Johnson's relative weights by their closed formulas.
# usage: Rscript importance.R importance.json
suppressPackageStartupMessages(library(jsonlite))

r_squared <- function(data, predictors) if (length(predictors) == 0) 0 else summary(lm(data[, c("y", predictors), drop = FALSE]))$r.squared
# Lindeman, Merenda & Gold (1980): the mean gain over all orderings, by sets; R squared from lm().
lmg <- function(data, predictors) {
  p <- length(predictors)
  sets <- lapply(0:(2^p - 1), function(s) predictors[bitwAnd(s, 2^(0:(p - 1))) > 0])
  explained <- sapply(sets, function(s) r_squared(data, s))
  sapply(seq_len(p), function(j) sum(sapply(0:(2^p - 1), function(s) {
    if (bitwAnd(s, 2^(j - 1)) > 0) return(0)
    size <- length(sets[[s + 1]])
    factorial(size) * factorial(p - size - 1) / factorial(p) * (explained[s + 2^(j - 1) + 1] - explained[s + 1])
  })))
}
# Johnson (2000)
relative_weights <- function(data, predictors) {
  x <- data[, predictors, drop = FALSE]; R <- cor(x); e <- eigen(R)
  L <- e$vectors %*% diag(sqrt(e$values), length(predictors)) %*% t(e$vectors)
  as.vector(L^2 %*% solve(L, cor(x, data$y))^2)
}
case <- function(name, data) {
  names(data)[1] <- "y"; predictors <- names(data)[-1]
  ordered <- as.matrix(data[, c(predictors, "y")])
  list(name = name, n = nrow(data), means = unname(colMeans(ordered)), deviations = unname(crossprod(scale(ordered, scale = FALSE))),
    rSquared = r_squared(data, predictors), lmg = I(lmg(data, predictors)), relativeWeights = I(relative_weights(data, predictors)))
}
write_json(list(command = "Rscript importance.R importance.json", version = R.version.string, cases = list(
  case("attitude", attitude), case("mtcars", mtcars), case("swiss, two predictors", swiss[, 1:3]), case("one predictor", cars[, 2:1]),
  case("longley, nearly collinear", longley[, c(7, 1:6)]))), commandArgs(TRUE)[1], digits = NA, auto_unbox = TRUE, pretty = TRUE)
