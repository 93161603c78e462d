#!/usr/bin/env Rscript
# Writes careless.json: indices of careless responding of the reference studies with drawn careless respondents added.
# usage: Rscript careless.R ../studies careless.json
# The formulas are those of the package careless (longstring: rle; irv: sd; mahad: mahalanobis; evenodd with the sign of 1.2.0 and later).
suppressPackageStartupMessages(library(jsonlite))
set.seed(20260101)
folder <- commandArgs(TRUE)[1]; out <- commandArgs(TRUE)[2]

longstring <- function(x) { r <- rle(x); max(0, r$lengths[!is.na(r$values)]) }
irv <- function(x) if (sum(!is.na(x)) < 2) NA else sd(x, na.rm = TRUE)
evenodd <- function(x, dimensions) {
  halves <- sapply(dimensions[lengths(dimensions) > 1], function(items) {
    x <- x[items]; c(mean(x[seq(1, length(x), 2)], na.rm = TRUE), mean(x[seq(2, length(x), 2)], na.rm = TRUE)) })
  if (length(halves) == 0) return(NA)
  halves <- halves[, colSums(is.na(halves)) == 0, drop = FALSE]
  if (ncol(halves) < 3 || sd(halves[1, ]) < 1e-6 || sd(halves[2, ]) < 1e-6) return(NA)
  r <- cor(halves[1, ], halves[2, ]); r <- 2 * r / (1 + r)
  -max(r, -1)
}
percentiles <- function(x, resolution) {
  x <- x[!is.na(x)]
  unname(quantile(round(x / resolution) * resolution, c(.05, .25, .5, .75, .95), type = 1))
}

study <- function(name) {
  spec <- fromJSON(file.path(folder, paste0(name, ".spec.json")), simplifyVector = TRUE)
  d <- read.csv(file.path(folder, paste0(name, ".csv")), check.names = FALSE, na.strings = "", encoding = "UTF-8")
  items <- as.character(unlist(spec$dimensions))
  batteries <- unlist(spec$batteries)
  x <- lapply(batteries, function(prefix) unname(as.matrix(d[, paste0(prefix, items)])))
  k <- length(items); scale <- fromJSON(file.path(folder, paste0(name, ".questionnaire.json")))$scale; from <- scale$from; to <- scale$to
  # Drawn: lines, lines with one change, the first battery copied into all, answers at random, a pattern, and honest ones (none).
  drawn <- lapply(batteries, function(b) matrix(sample(from:to, 12, TRUE), 12, k))
  for (b in seq_along(drawn)) for (r in 4:6) drawn[[b]][r, sample(k, 1)] <- sample(from:to, 1)
  copy <- matrix(sample(from:to, 3 * k, TRUE), 3, k)
  for (b in seq_along(drawn)) drawn[[b]][7:9, ] <- copy
  for (b in seq_along(drawn)) drawn[[b]][10:11, ] <- sample(from:to, 2 * k, TRUE)
  for (b in seq_along(drawn)) drawn[[b]][12, ] <- rep_len(c(from, to, NA), k)
  x <- mapply(rbind, x, drawn, SIMPLIFY = FALSE)
  recoded <- lapply(x, function(m) { for (i in match(as.character(spec$reversed), items)) m[, i] <- from + to - m[, i]; m })
  all <- do.call(cbind, x)
  complete <- complete.cases(all); n <- sum(complete); p <- ncol(all)
  position <- 0; dimensions <- lapply(spec$dimensions, function(i) { at <- position + seq_along(i); position <<- position + length(i); at })
  result <- list(study = name, drawn = unname(do.call(cbind, drawn)),
    longstring = lapply(unname(x), function(m) apply(m, 1, longstring)),
    variability = lapply(unname(x), function(m) apply(m, 1, irv)),
    evenOdd = apply(recoded[[max(1, match("perception", names(batteries)))]], 1, evenodd, dimensions = dimensions),
    identical = apply(array(unlist(x), c(nrow(x[[1]]), k, length(x))), 1, function(m) sum(apply(m, 1, function(v) !anyNA(v) && length(unique(v)) == 1))))
  if (all(c("minimum", "desired") %in% names(batteries)))
    result$inversions <- rowSums(recoded$minimum > recoded$desired, na.rm = TRUE)
  if (n > p) {
    S <- cov(all[complete, ])
    squared <- rep(NA, nrow(all)); squared[complete] <- mahalanobis(all[complete, ], colMeans(all[complete, ]), S, tol = 1e-20)
    result$squared <- squared; result$n <- n; result$df <- qr(S)$rank; result$critical <- qchisq(.999, p)
    result$p <- pchisq(squared, p, lower.tail = FALSE)
    result$squaredPercentiles <- percentiles(squared, .1)
  }
  result$longstringPercentiles <- lapply(result$longstring, percentiles, 1)
  result$variabilityPercentiles <- lapply(result$variability, percentiles, .01)
  result$evenOddPercentiles <- percentiles(result$evenOdd, .01)
  cat(sprintf("%-20s n %d complete %d p %d\n", name, nrow(all), n, p))
  result
}

write_json(lapply(c("servqual", "normed-quality", "zone-of-tolerance", "awkward", "drawn-tolerance", "drawn-eleven-points"), study), out,
  digits = 12, auto_unbox = TRUE, na = "null")
