#!/usr/bin/env Rscript
# Writes distributions.json: values of R's own distribution functions, 17 significant digits.
# usage: Rscript distributions.R distributions.json
rows <- list()
add <- function(call, name, arguments, value) {
  stopifnot(is.finite(value))
  rows[[length(rows) + 1]] <<- sprintf('    { "r": "%s", "function": "%s", "arguments": [%s], "value": %s }', call, name,
    paste(sprintf("%.17g", arguments), collapse = ", "), sprintf("%.17g", value))
}
for (z in c(-38, -8.3, -1.96, -.1, 0, 1e-8, .3, 1, 2.5758, 6, 20, 37)) add("pnorm(z, lower.tail = FALSE)", "normal upper tail", z, pnorm(z, lower.tail = FALSE))
for (p in c(1e-300, 1e-20, 1e-6, .025, .3, .5, .77, .975, .999999)) add("qnorm(p)", "normal quantile", p, qnorm(p))
for (df in c(1, 1.7, 2, 4.31, 30, 193.4, 399, 12345.678, 1e6, 1e7)) {
  for (t in c(1e-9, .01, .5, 1, 1.96, 2.7, 4, 9.3, 25))
    if (df <= 4e5) add("2 * pt(-abs(t), df)", "t two-sided", c(t, df), 2 * pt(-abs(t), df))
    else add("pbeta(t^2 / (df + t^2), .5, df / 2, lower.tail = FALSE)", "t two-sided", c(t, df), pbeta(t^2 / (df + t^2), .5, df / 2, lower.tail = FALSE))  # pt is a normal approximation above 4e5
  for (p in c(1e-10, .001, .025, .31, .6, .95, .975, .9995)) add("qt(p, df)", "t quantile", c(p, df), qt(p, df))
}
for (t in c(17.2, 31.5, 60, 1e6, 1e20)) for (df in c(3, 399)) if (2 * pt(-t, df) > 1e-300) add("2 * pt(-abs(t), df)", "t two-sided", c(t, df), 2 * pt(-abs(t), df))
for (d in list(c(1, 1), c(2, 7.3), c(5, 393), c(3, 88.41), c(22, 99977), c(4, 1e7), c(150, 2.5), c(.7, 40)))
  for (f in c(1e-6, .2, 1, 2.3, 7, 45, 170)) {
    v <- pf(f, d[1], d[2], lower.tail = FALSE)
    if (v > 1e-300) add("pf(f, df1, df2, lower.tail = FALSE)", "f upper tail", c(f, d), v)
  }
for (d in list(c(1, 1), c(2, 7.3), c(5, 393), c(3, 88.41), c(150, 2.5))) for (p in c(.05, .5, .95, .9999))  # qf cancels for small p
  add("qf(p, df1, df2)", "f quantile", c(p, d), qf(p, d[1], d[2]))
for (df in c(.3, 1, 2, 3.7, 24, 199, 231, 4950)) {
  for (r in c(.01, .3, .9, 1, 1.2, 2, 3)) {
    v <- pchisq(r * df, df, lower.tail = FALSE); if (v > 1e-300) add("pchisq(x, df, lower.tail = FALSE)", "chi-square upper tail", c(r * df, df), v)
    v <- pchisq(r * df, df); if (v > 1e-300) add("pchisq(x, df)", "chi-square lower tail", c(r * df, df), v)
  }
  for (p in c(1e-8, .05, .5, .95, 1 - 1e-6)) add("qchisq(p, df)", "chi-square quantile", c(p, df), qchisq(p, df))
}
add("pchisq(x, df, lower.tail = FALSE)", "chi-square upper tail", c(2060.8, 231), pchisq(2060.8, 231, lower.tail = FALSE))
for (df in c(1, 2.6, 24, 199)) for (l in c(.001, 1, 13.7, 70)) for (r in c(.4, .8, 1, 1.3)) {
  x <- r * (df + l); add("pchisq(x, df, ncp)", "noncentral chi-square", c(x, df, l), pchisq(x, df, l))
}
for (l in c(250, 1900)) for (r in c(.9, 1, 1.05)) { x <- r * (199 + l); add("pchisq(x, df, ncp)", "noncentral chi-square", c(x, 199, l), pchisq(x, 199, l)) }
writeLines(c("{", '  "command": "Rscript distributions.R distributions.json",', sprintf('  "version": "%s",', R.version.string), '  "cases": [',
  paste(unlist(rows), collapse = ",\n"), "  ]", "}"), commandArgs(TRUE)[1])
