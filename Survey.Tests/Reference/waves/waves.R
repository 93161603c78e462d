#!/usr/bin/env Rscript
# Writes waves.json: differences of means, and control charts by Montgomery's formulas (2020, sections 6.3, 9.2).
# usage: Rscript waves.R waves.json
suppressPackageStartupMessages(library(jsonlite))
set.seed(20260106)
cases <- lapply(list(c(40, 55), c(8, 3), c(500, 120), c(2, 2)), function(n) {
  x <- rnorm(n[1], 5, 1.2); y <- rnorm(n[2], 5.4, .8); t <- t.test(y, x)
  list(x = I(x), y = I(y), difference = mean(y) - mean(x), low = t$conf.int[1], high = t$conf.int[2], t = t$statistic[[1]], df = t$parameter[[1]], p = t$p.value,
    effect = (mean(y) - mean(x)) / sqrt((var(x) + var(y)) / 2))
})

k <- 14; sizes <- sample(5:40, k, TRUE); means <- c(rep(0, 9), rep(-1, 5))
groups <- lapply(seq_len(k), function(i) rnorm(sizes[i], means[i], 1)); groups[[12]] <- mean(groups[[12]]) + 3 * (groups[[12]] - mean(groups[[12]]))
m <- sapply(groups, mean); s <- sapply(groups, sd); c4 <- function(n) sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))
centre <- sum(sizes * m) / sum(sizes); df <- sum(sizes - 1)
sigma <- sqrt(sum((sizes - 1) * s^2) / df) / c4(df + 1)
lambda <- .2; z <- c(); v <- c()
for (i in seq_len(k)) { z[i] <- lambda * m[i] + (1 - lambda) * (if (i == 1) centre else z[i - 1]); v[i] <- sum(lambda^2 * (1 - lambda)^(2 * (i - seq_len(i))) / sizes[seq_len(i)]) }
chart <- list(groups = lapply(groups, I), centre = centre, sigma = sigma, mean = m, low = centre - 3 * sigma / sqrt(sizes), high = centre + 3 * sigma / sqrt(sizes), sd = s,
  sdLow = pmax(0, c4(sizes) * sigma - 3 * sigma * sqrt(1 - c4(sizes)^2)), sdHigh = c4(sizes) * sigma + 3 * sigma * sqrt(1 - c4(sizes)^2),
  ewma = z, ewmaLow = centre - 2.7 * sigma * sqrt(v), ewmaHigh = centre + 2.7 * sigma * sqrt(v))
write(toJSON(list(differences = cases, chart = chart, c4 = data.frame(n = c(2, 5, 25, 1000), c4 = c4(c(2, 5, 25, 1000)))), digits = NA, auto_unbox = TRUE), commandArgs(TRUE)[1])
