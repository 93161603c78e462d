#!/usr/bin/env Rscript
# Writes intervals.json: Feldt's interval of alpha and Zou's interval of the difference of two dependent correlations.
# usage: Rscript intervals.R intervals.json
# psych::alpha.ci gives the same Feldt limits; Zou's are written out here as cocor 1.1-4 computes them (cocor is not needed).
feldt <- function(alpha, n, k) 1 - (1 - alpha) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1))
zou <- function(left, right, between, n) {
  limits <- function(r) tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(n - 3))
  l <- limits(left); r <- limits(right)
  c <- ((between - left * right / 2) * (1 - left^2 - right^2 - between^2) + between^3) / ((1 - left^2) * (1 - right^2))
  d <- left - right
  c(d - sqrt((left - l[1])^2 + (r[2] - right)^2 - 2 * c * (left - l[1]) * (r[2] - right)),
    d + sqrt((l[2] - left)^2 + (right - r[1])^2 - 2 * c * (l[2] - left) * (right - r[1])))
}
number <- function(x) paste(sprintf("%.17g", x), collapse = ", ")
rows <- c(
  apply(expand.grid(c(-.3, .2, .7, .85, .97), c(2, 3, 20, 120, 1e4), c(2, 5, 22)), 1, function(a)  # qf is a chi-square approximation above df2 = 4e5
    sprintf('    { "interval": "feldt", "arguments": [%s], "limits": [%s] }', number(a), number(feldt(a[1], a[2], a[3])))),
  apply(rbind(c(.5, .2, .1, 315) , c(.2, .5, .1, 315), c(.4741, .5319, .8183, 194), c(.7, .69, .97, 50), c(-.3, .2, .4, 20), c(0, 0, 0, 4), c(.9, .4, .5, 1e6)), 1,
    function(a) sprintf('    { "interval": "zou", "arguments": [%s], "limits": [%s] }', number(a), number(zou(a[1], a[2], a[3], a[4])))))
if (requireNamespace("psych", quietly = TRUE)) {
  own <- psych::alpha.ci(.85, 120, n.var = 5)
  stopifnot(all.equal(feldt(.85, 120, 5), c(own$lower.ci, own$upper.ci), tolerance = 1e-8))
}
stopifnot(all.equal(round(feldt(.85, 120, 5), 4), c(.8029, .8886)), all.equal(round(zou(.2, .5, .1, 315), 4), c(-.4307, -.1675)))
writeLines(c("{", '  "command": "Rscript intervals.R intervals.json",', sprintf('  "version": "%s",', R.version.string), '  "cases": [',
  paste(rows, collapse = ",\n"), "  ]", "}"), commandArgs(TRUE)[1])
