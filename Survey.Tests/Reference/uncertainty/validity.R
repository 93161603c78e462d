#!/usr/bin/env Rscript
# Writes validity.json: percentile intervals of convergent and discriminant validity of the SERVQUAL reference study's perceptions, by boot::boot
# over whole respondents: AVE of one factor per dimension (factanal), HTMT, and from the joint model (lavaan) AVE, composite reliability, factor
# correlations and the margin of Fornell and Larcker.
# usage: Rscript validity.R ../studies/servqual.csv validity.json
suppressPackageStartupMessages({library(boot); library(lavaan); library(jsonlite)})
args <- commandArgs(TRUE)
set.seed(20260101)
B <- 1000
data <- read.csv(args[1], fileEncoding = "UTF-8-BOM", na.strings = "")
dims <- list(tangibles = 1:4, reliability = 5:9, responsiveness = 10:13, assurance = 14:17, empathy = 18:22)
P <- data[, paste0("P", 1:22)]
model <- paste(sapply(names(dims), function(d) paste0(d, " =~ ", paste0("P", dims[[d]], collapse = " + "))), collapse = "\n")
pairs <- combn(names(dims), 2)
htmt <- function(R, a, b) {
  within <- function(i) { m <- abs(R[i, i]); mean(m[lower.tri(m)]) }
  mean(abs(R[a, b])) / sqrt(within(a) * within(b))
}
whole <- cfa(model, P[complete.cases(P), ], std.lv = TRUE)
statistic <- function(d, i) {
  x <- d[i, ]
  own <- sapply(dims, function(k) { m <- x[, k]; mean(factanal(m[complete.cases(m), ], 1)$loadings^2) })
  x <- x[complete.cases(x), ]; R <- cor(x)
  fit <- suppressWarnings(cfa(model, x, std.lv = TRUE, start = whole, se = "none", test = "none", baseline = FALSE, check.post = FALSE))
  s <- lavInspect(fit, "std"); phi <- lavInspect(fit, "cor.lv")
  l <- lapply(dims, function(k) s$lambda[k, ][s$lambda[k, ] != 0])
  ave <- sapply(l, function(v) mean(v^2))
  both <- function(f) setNames(apply(pairs, 2, function(p) f(p[1], p[2])), paste(pairs[1, ], pairs[2, ]))
  c(one = own, ave = ave, cr = sapply(l, function(v) sum(v)^2 / (sum(v)^2 + sum(1 - v^2))), htmt = both(function(a, b) htmt(R, dims[[a]], dims[[b]])),
    phi = both(function(a, b) phi[a, b]), margin = both(function(a, b) min(ave[a], ave[b]) - phi[a, b]^2))
}
b <- boot(P, statistic, R = B)
figures <- data.frame(name = names(b$t0), value = unname(b$t0), standardError = apply(b$t, 2, sd), ciLow = apply(b$t, 2, quantile, .025, type = 6),
  ciHigh = apply(b$t, 2, quantile, .975, type = 6))
write(toJSON(list(command = "Rscript validity.R ../studies/servqual.csv validity.json",
  version = paste0(R.version.string, ", boot ", packageVersion("boot"), ", lavaan ", packageVersion("lavaan")), resamples = B, figures = figures),
  auto_unbox = TRUE, digits = 10, pretty = TRUE), args[2])
