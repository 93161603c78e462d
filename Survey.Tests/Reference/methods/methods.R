#!/usr/bin/env Rscript
# Runs calls of docs/methods.md on a reference study and compares them with what the engine says of it: one line per call with the largest deviation.
# Needs r-base, r-cran-survey, r-cran-psych, r-cran-boot and r-cran-jsonlite of Debian.
# usage: Rscript methods.R ../studies COMMAND, where COMMAND runs the program: "dotnet run --project Survey.Web --"
suppressPackageStartupMessages({library(survey); library(psych); library(boot); library(jsonlite)})
studies <- commandArgs(TRUE)[1]; command <- commandArgs(TRUE)[2]; folder <- tempfile("methods"); dir.create(folder); at <- function(name) file.path(folder, name)

# The figures of the engine: a weighted study, two waves of different and of linked people, nine periods.
raw <- read.csv(file.path(studies, "servqual.csv"), check.names = FALSE, na.strings = "", fileEncoding = "UTF-8-BOM", colClasses = "character")
part <- function(name, rows, ...) { write.csv(cbind(raw[rows, ], ...), at(name), na = "", row.names = FALSE, fileEncoding = "UTF-8"); shQuote(at(name)) }
survey <- function(...) if (system(paste(command, ..., "--questionnaire", shQuote(file.path(studies, "servqual.questionnaire.json"))), ignore.stdout = TRUE) != 0) stop("The program failed.")
writeLines('{"people": 20000, "margins": {"branch": {"tehran-north": 4920, "tehran-south": 4340, "shiraz": 1840, "isfahan": 3900}, "gender": {"male": 5550, "female": 6500}}}', at("margins.json"))
survey("score", part("servqual.csv", 1:400), "--margins", at("margins.json"), "--out", at("weighted.json"))
survey("waves", part("first.csv", 1:200), part("second.csv", 201:400), "--out", at("waves.json"))
survey("waves", part("a.csv", 1:200, person = c(1:120, 1001:1080)), part("b.csv", 201:400, person = c(1:120, 2001:2080)), "--link person --out", at("linked.json"))
survey("waves", paste(sapply(1:9, function(k) part(paste0("period", k, ".csv"), (k - 1) * 40 + 1:80)), collapse = " "), "--out", at("charts.json"))

csv <- read.csv(file.path(studies, "servqual.csv"), check.names = FALSE, na.strings = "", fileEncoding = "UTF-8-BOM")
dims <- list(tangibles = 1:4, reliability = 5:9, responsiveness = 10:13, assurance = 14:17, empathy = 18:22)
E <- as.matrix(csv[, paste0("E", 1:22)]); P <- as.matrix(csv[, paste0("P", 1:22)]); W <- as.matrix(csv[, paste0("W", 1:5)])
result <- fromJSON(at("weighted.json"), simplifyVector = FALSE)
failed <- 0
check <- function(call, own, r, tolerance = 1e-6) {
  own <- unlist(own); r <- unname(unlist(r)); stopifnot(length(own) == length(r), length(r) > 0)
  off <- max(abs(own - r) / pmax(abs(r), 1e-3)); if (!(off <= tolerance)) failed <<- failed + 1
  cat(sprintf("%-5s %4d values, largest relative deviation %.1e  %s\n", if (off <= tolerance) "same" else "OFF", length(r), off, call))
}
pick <- function(list, ...) { want <- c(...); Filter(function(x) all(mapply(function(k, v) identical(x[[k]], v), names(want), want)), list)[[1]] }
values <- function(list, name) sapply(list, function(x) if (is.null(x[[name]])) NA else x[[name]])
half <- function(x) ifelse(rowSums(!is.na(x)) >= ceiling(ncol(x) / 2), rowMeans(x, na.rm = TRUE), NA)
scores <- function(x) sapply(dims, function(i) half(x[, i]))
G <- P - E; gaps <- scores(G); perceptions <- scores(P)
y <- csv$overall; outcomes <- c("overall", "satisfaction", "recommend")

cat("# Scores, reliability\n")
m <- pick(result$models, id = "servqual"); f <- pick(result$models, id = "servperf")
check("mean(v), t.test(v)$conf.int of dimension scores", lapply(m$dimensions, function(d) d[c("mean", "sd", "ciLow", "ciHigh")]), apply(gaps, 2, function(v) c(mean(v, na.rm = TRUE), sd(v, na.rm = TRUE), t.test(v)$conf.int)))
check("t.test(gap), mean / sd", lapply(result$dimensions, function(d) d$gap[c("t", "effectSize")]), apply(gaps, 2, function(v) c(t.test(v)$statistic, mean(v, na.rm = TRUE) / sd(v, na.rm = TRUE))))
check("p.adjust(p, 'holm') over items", lapply(result$items, function(i) i$gap$adjustedP), p.adjust(apply(G, 2, function(v) t.test(v)$p.value), "holm"), 1e-5)
alphas <- lapply(dims, function(i) { x <- na.omit(G[, i]); a <- suppressWarnings(psych::alpha(x, warnings = FALSE)); al <- a$total$raw_alpha
  c(al, 1 - (1 - al) * qf(c(.975, .025), nrow(x) - 1, (nrow(x) - 1) * (ncol(x) - 1)), a$total$std.alpha) })
check("psych::alpha, 1 - (1 - alpha) * qf(...)", lapply(m$dimensions, function(d) d[c("alpha", "alphaCiLow", "alphaCiHigh", "alphaStandardized")]), alphas)

cat("# Validity: LMG, relative weights, Williams, Zou\n")
complete <- function(...) complete.cases(...)
lmg <- function(d, y) { p <- ncol(d); r2 <- function(s) if (length(s) == 0) 0 else summary(lm(y ~ d[, s, drop = FALSE]))$r.squared
  sapply(1:p, function(j) { others <- setdiff(1:p, j); sum(sapply(0:(p - 1), function(k) {
    sets <- if (k == 0) list(integer()) else combn(seq_along(others), k, function(i) others[i], simplify = FALSE)
    factorial(k) * factorial(p - k - 1) / factorial(p) * sum(sapply(sets, function(s) r2(c(s, j)) - r2(s))) })) }) }
weights_of <- function(d, y) { e <- eigen(cor(d)); L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors); L^2 %*% solve(L, cor(d, y))^2 }
for (o in outcomes) for (model in list(list(m, gaps), list(f, perceptions))) {
  own <- pick(model[[1]]$outcomes, id = o); ok <- complete(model[[2]], csv[[o]]); d <- model[[2]][ok, ]; v <- csv[[o]][ok]; fit <- summary(lm(v ~ d)); name <- paste0(" [", model[[1]]$id, ", ", o, "]")
  check(paste0("cor(overall, y), summary(lm(y ~ d))", name), own[c("r", "rSquared", "adjustedRSquared", "f")], c(cor(rowMeans(d), v), fit$r.squared, fit$adj.r.squared, fit$fstatistic[1]))
  check(paste0("coefficients: b, se, t; beta; vif", name), c(values(own$coefficients, "b"), values(own$coefficients, "standardError"), values(own$coefficients, "t"), values(own$coefficients, "beta"), values(own$coefficients, "vif")),
    c(fit$coefficients[-1, 1:3], coef(lm(scale(v) ~ scale(d)))[-1], diag(solve(cor(d)))))
  check(paste0("LMG by the formula", name), values(own$coefficients, "lmg"), lmg(d, v))
  check(paste0("relative weights", name), values(own$coefficients, "relativeWeight"), weights_of(d, v))
}
zou <- function(r1, r2, r12, n) { ci <- function(r) tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(n - 3)); a <- ci(r1); b <- ci(r2)
  c. <- ((r12 - r1 * r2 / 2) * (1 - r1^2 - r2^2 - r12^2) + r12^3) / ((1 - r1^2) * (1 - r2^2)); d <- r1 - r2
  c(d - sqrt((r1 - a[1])^2 + (b[2] - r2)^2 - 2 * c. * (r1 - a[1]) * (b[2] - r2)), d + sqrt((a[2] - r1)^2 + (r2 - b[1])^2 - 2 * c. * (a[2] - r1) * (r2 - b[1]))) }
all <- data.frame(servqual = rowMeans(gaps), servperf = rowMeans(perceptions), wsq = rowSums(gaps * (W / rowSums(W))), wsp = rowSums(perceptions * (W / rowSums(W))))
names(all)[3:4] <- c("weighted-servqual", "weighted-servperf")
for (pair in result$comparisons) {
  ok <- complete(all[[pair$left]], all[[pair$right]], csv[[pair$outcome]]); l <- all[[pair$left]][ok]; r <- all[[pair$right]][ok]; v <- csv[[pair$outcome]][ok]; n <- sum(ok)
  w <- suppressWarnings(psych::r.test(n, cor(l, v), cor(r, v), cor(l, r)))
  check(paste0("psych::r.test, Zou by the formula [", pair$left, " / ", pair$right, ", ", pair$outcome, "]"), pair[c("williamsT", "p", "differenceCiLow", "differenceCiHigh")], c(w$t, w$p, zou(cor(l, v), cor(r, v), cor(l, r), n)), 1e-5)
}
stopifnot(all.equal(round(zou(.2, .5, .1, 315), 4), c(-.4307, -.1675)))

cat("# Difference scores under scrutiny\n")
for (t in result$differenceScrutiny$tests) {
  paired <- function(x, y) sapply(dims, function(i) { x[, i][is.na(y[, i])] <- NA; half(x[, i]) })
  ok <- complete(gaps, csv[[t$outcome]]); v <- csv[[t$outcome]][ok]; g <- gaps[ok, ]; pp <- paired(P, E)[ok, ]; e <- pp - g
  one <- anova(lm(v ~ g), lm(v ~ pp + e)); two <- anova(lm(v ~ pp), lm(v ~ pp + e))
  check(paste0("anova(lm(y ~ G), lm(y ~ P + E)) [", t$outcome, "]"), c(t$constraint[c("f", "p")], t$added[c("f", "p")]), c(one$F[2], one$`Pr(>F)`[2], two$F[2], two$`Pr(>F)`[2]), 1e-5)
}

cat("# Raking, package survey\n")
w <- result$sample$weighting; margins <- fromJSON(at("margins.json"))$margins
targets <- lapply(margins, function(x) unlist(x) / sum(unlist(x)))
keep <- !is.na(csv$branch) & !is.na(csv$gender); n <- sum(keep)
data <- data.frame(branch = factor(csv$branch[keep]), gender = factor(csv$gender[keep]), one = 1, gaps[keep, ], check.names = FALSE)
design <- svydesign(ids = ~1, weights = ~one, data = data)
raked <- rake(design, list(~branch, ~gender), lapply(names(targets), function(a) setNames(data.frame(names(targets[[a]]), n * targets[[a]]), c(a, "Freq"))), control = list(epsilon = 1e-12, maxit = 500))
rw <- weights(raked)
check("weights(rake(design, list(~a, ~b), margins)): smallest, largest", w[c("smallest", "largest")], range(rw))
check("design effect n sum(w^2) / sum(w)^2, effective n", w[c("designEffect", "effectiveN")], c(n * sum(rw^2) / sum(rw)^2, sum(rw)^2 / sum(rw^2)))
population <- c(`(Intercept)` = n, setNames(n * targets$branch[levels(data$branch)[-1]], paste0("branch", levels(data$branch)[-1])), setNames(n * targets$gender[levels(data$gender)[-1]], paste0("gender", levels(data$gender)[-1])))
cal <- calibrate(design, ~branch + gender, population, calfun = "raking", epsilon = 1e-13, maxit = 500)
for (d in names(dims)) {
  own <- Filter(function(x) x$kind == "dimension" && identical(x$group, "servqual") && x$id == d, w$figures)[[1]]
  s <- svymean(as.formula(paste0("~", d)), cal, na.rm = TRUE)
  check(paste0("svymean(~", d, ", calibrate(...)), SE, confint(df = n - 1)"), own[c("mean", "standardError", "ciLow", "ciHigh")], c(coef(s), SE(s), confint(s, df = n - 1)))
}
sample <- result$sample; v <- rowMeans(gaps); N <- 20000
check("qnorm(.975) * sqrt(.25 / n * (N - n) / (N - 1))", sample$proportionMargin, qnorm(.975) * sqrt(.25 / 400 * (N - 400) / (N - 1)))
v <- na.omit(v); check("qt(.975, n - 1) * sd / sqrt(n) * sqrt(1 - n / N)", sample$overallMargin, qt(.975, length(v) - 1) * sd(v) / sqrt(length(v)) * sqrt(1 - length(v) / N))

cat("# Segments\n")
s <- pick(result$segments, attribute = "branch")
check("oneway.test(v ~ g), Holm", lapply(s$welch, function(x) x[c("f", "df2", "adjustedP")]), { t <- lapply(colnames(gaps), function(d) oneway.test(gaps[, d] ~ csv$branch)); adjusted <- p.adjust(sapply(t, `[[`, "p.value"), "holm"); mapply(function(x, p) c(x$statistic, x$parameter[2], p), t, adjusted) }, 1e-5)

cat("# Waves\n")
waves <- fromJSON(at("waves.json"), simplifyVector = FALSE)$comparisons[[1]]; linked <- fromJSON(at("linked.json"), simplifyVector = FALSE)$comparisons[[1]]
first <- 1:200; second <- 201:400; pairsA <- 1:120; pairsB <- 201:320
for (d in names(dims)) {
  own <- Filter(function(x) x$kind == "dimension" && identical(x$group, "servqual") && x$id == d, waves$figures)[[1]]
  a <- gaps[first, d]; b <- gaps[second, d]; t <- t.test(b, a)
  check(paste0("t.test(second, first) [", d, "]"), own[c("difference", "ciLow", "ciHigh", "t", "df", "effectSize")], c(mean(b, na.rm = TRUE) - mean(a, na.rm = TRUE), t$conf.int, t$statistic, t$parameter, (mean(b, na.rm = TRUE) - mean(a, na.rm = TRUE)) / sqrt((var(a, na.rm = TRUE) + var(b, na.rm = TRUE)) / 2)))
  own <- Filter(function(x) x$kind == "dimension" && identical(x$group, "servqual") && x$id == d, linked$figures)[[1]]
  a <- gaps[pairsA, d]; b <- gaps[pairsB, d]; t <- t.test(b, a, paired = TRUE)
  check(paste0("t.test(second, first, paired = TRUE) [", d, "]"), own[c("difference", "ciLow", "ciHigh", "t", "df", "effectSize")], c(t$estimate, t$conf.int, t$statistic, t$parameter, mean(b - a, na.rm = TRUE) / sd(b - a, na.rm = TRUE)))
}
charts <- fromJSON(at("charts.json"), simplifyVector = FALSE)$charts
c4 <- function(n) sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))
for (d in names(dims)) {
  line <- Filter(function(x) x$kind == "dimension" && identical(x$group, "servqual") && x$id == d, charts)[[1]]$lines[[1]]
  v <- lapply(1:9, function(k) na.omit(gaps[(k - 1) * 40 + 1:80, d])); n <- lengths(v); mean. <- sapply(v, mean); s <- sapply(v, sd)
  centre <- sum(n * mean.) / sum(n); sigma <- sqrt(sum((n - 1) * s^2) / sum(n - 1)) / c4(sum(n - 1) + 1)
  z <- centre; ewma <- sapply(mean., function(m) z <<- .2 * m + .8 * z); half. <- sapply(1:9, function(i) 2.7 * sigma * sqrt(sum((.2 * .8^(i - 1:i))^2 / n[1:i])))
  check(paste0("control chart: centre, sigma, limits of mean and s, EWMA [", d, "]"),
    c(line$centre, line$sigma, values(line$points, "low"), values(line$points, "high"), values(line$points, "sdLow"), values(line$points, "sdHigh"), values(line$points, "ewma"), values(line$points, "ewmaLow"), values(line$points, "ewmaHigh")),
    c(centre, sigma, centre - 3 * sigma / sqrt(n), centre + 3 * sigma / sqrt(n), pmax(0, c4(n) * sigma - 3 * sigma * sqrt(1 - c4(n)^2)), c4(n) * sigma + 3 * sigma * sqrt(1 - c4(n)^2), ewma, centre - half., centre + half.))
}

cat("# Data quality\n")
indices <- result$dataQuality$indices
longstring <- function(x) { r <- rle(x); max(r$lengths[!is.na(r$values)]) }
percentiles <- function(v, step) quantile(round(v / step) * step, c(.05, .25, .5, .75, .95), type = 1, na.rm = TRUE)
five <- c("p5", "p25", "median", "p75", "p95")
for (b in c("expectation", "perception")) {
  x <- if (b == "expectation") E else P
  for (i in list(list("longstring", apply(x, 1, longstring)), list("variability", apply(x, 1, sd, na.rm = TRUE)))) {
    found <- Filter(function(z) z$index == i[[1]] && identical(z$battery, b), indices)
    if (length(found)) check(paste0(if (i[[1]] == "longstring") "rle(x)" else "sd(x, na.rm = TRUE)", ", quantile(type = 1) [", b, "]"), found[[1]][five], percentiles(i[[2]], found[[1]]$resolution))
  }
}
x <- cbind(E, P); ok <- complete(x); d2 <- mahalanobis(x[ok, ], colMeans(x[ok, ]), cov(x[ok, ]))
check("mahalanobis(x, colMeans(x), cov(x)): n, df, critical", result$dataQuality$mahalanobis[c("n", "df", "critical")], c(sum(ok), qr(cov(x[ok, ]))$rank, qchisq(.999, ncol(x))))
found <- Filter(function(z) grepl("ahalanobis", z$index), indices)
if (length(found)) check("mahalanobis: percentiles", found[[1]][five], percentiles(d2, found[[1]]$resolution))
identical. <- rowSums(E == P, na.rm = TRUE); found <- Filter(function(z) grepl("dentical", z$index), indices)
if (length(found)) check("rowSums(E == P): percentiles", found[[1]][five], percentiles(identical., found[[1]]$resolution))
evenodd <- function(x) { h <- sapply(dims, function(i) { v <- x[i]; c(mean(v[c(TRUE, FALSE)], na.rm = TRUE), mean(v[c(FALSE, TRUE)], na.rm = TRUE)) }); h <- h[, colSums(is.na(h)) == 0, drop = FALSE]
  if (ncol(h) < 3 || sd(h[1, ]) < 1e-6 || sd(h[2, ]) < 1e-6) return(NA); r <- cor(h[1, ], h[2, ]); -max(2 * r / (1 + r), -1) }
found <- Filter(function(z) grepl("dd", z$index), indices)
if (length(found)) check("even-odd by the formula: percentiles", found[[1]][five], percentiles(apply(P, 1, evenodd), found[[1]]$resolution))

cat("# Bootstrap\n")
set.seed(1); ok <- complete(perceptions, y); data <- cbind(y, perceptions)[ok, ]
b <- boot(data, function(d, i) summary(lm(d[i, 1] ~ d[i, -1]))$r.squared, 2000)
own <- pick(pick(result$uncertainty$models, id = "servperf")$outcomes, id = "overall")$rSquared
check("boot::boot(data, statistic, 2000): sd; quantile(type = 6) (Monte Carlo)", own[c("standardError", "ciLow", "ciHigh")], c(sd(b$t), quantile(b$t, c(.025, .975), type = 6)), .1)
cat(if (failed) paste(failed, "calls differ\n") else "every call agrees\n"); if (failed) quit(status = 1)
