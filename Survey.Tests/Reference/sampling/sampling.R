#!/usr/bin/env Rscript
# Writes sampling.json: sample sizes, powers, and weighted means with linearised standard errors.
# usage: Rscript sampling.R sampling.json
suppressPackageStartupMessages({library(survey); library(jsonlite)})
set.seed(20260105)

noncentral <- expand.grid(t = c(-2.5, 0, 0.7, 1.98, 6), df = c(3, 19, 89.5, 400), ncp = c(-1.2, 0, 0.4, 2.85, 9))
noncentral$p <- mapply(pt, noncentral$t, noncentral$df, noncentral$ncp)
paired <- data.frame(effect = c(.1, .2, .3, .5, .8, 1.5), power = c(.8, .9, .8, .8, .95, .8), level = c(.05, .05, .05, .01, .05, .05))
paired$n <- mapply(function(d, p, a) ceiling(power.t.test(delta = d, sd = 1, power = p, sig.level = a, type = "paired", strict = TRUE, tol = 1e-10)$n), paired$effect, paired$power, paired$level)
powers <- data.frame(effect = c(.3, .3, .05, .8), n = c(90, 89, 500, 12))
powers$power <- mapply(function(d, n) power.t.test(n = n, delta = d, sd = 1, type = "paired", strict = TRUE)$power, powers$effect, powers$n)

# A sample that has too many of a1 and of b2; x missing at random for some.
n <- 260
a <- sample(1:3, n, TRUE, c(.6, .25, .15)); b <- sample(1:2, n, TRUE, c(.3, .7))
x <- 4 + .5 * a - .7 * (b == 2) + rnorm(n); x[sample(n, 17)] <- NA
y <- round(pmin(10, pmax(0, 6 + a + rnorm(n, 0, 2))))
data <- data.frame(a = factor(a), b = factor(b), x = x, y = y, one = 1)
targets <- list(a = c(.35, .4, .25), b = c(.52, .48))
population <- c(`(Intercept)` = n, a2 = n * .4, a3 = n * .25, b2 = n * .48)
base <- svydesign(ids = ~1, weights = ~one, data = data)
raked <- calibrate(base, ~a + b, population, calfun = "raking", epsilon = 1e-13, maxit = 500)
w <- weights(raked)
by_rake <- weights(rake(base, list(~a, ~b), list(data.frame(a = factor(1:3), Freq = n * targets$a), data.frame(b = factor(1:2), Freq = n * targets$b)), control = list(epsilon = 1e-11, maxit = 500)))
stopifnot(max(abs(w / by_rake - 1)) < 1e-8)
fixed <- svydesign(ids = ~1, weights = w, data = data)
mean_of <- function(design, f) { m <- svymean(f, design, na.rm = TRUE); ci <- confint(m, df = n - 1)
  list(mean = coef(m)[[1]], se = as.numeric(SE(m))[1], low = ci[1], high = ci[2]) }
result <- list(
  noncentral = noncentral, paired = paired, powers = powers,
  raking = list(a = I(a), b = I(b), x = I(x), y = I(y), targets = lapply(targets, I), weights = I(as.numeric(w)),
    deff = n * sum(w^2) / sum(w)^2, effective = sum(w)^2 / sum(w^2),
    fixed = list(x = mean_of(fixed, ~x), y = mean_of(fixed, ~y)), raked = list(x = mean_of(raked, ~x), y = mean_of(raked, ~y))))
write(toJSON(result, digits = NA, auto_unbox = TRUE, na = "null", pretty = FALSE), commandArgs(TRUE)[1])
