#!/usr/bin/env Rscript
# Writes questions.json: answers to further questions and what R makes of them.
# usage: Rscript questions.R questions.json
suppressPackageStartupMessages(library(jsonlite))
set.seed(20261123)
n <- 173
single <- sample(c("loan", "card", "transfer", NA), n, TRUE, c(.2, .5, .02, .28))
several <- replicate(n, { chosen <- c("loan", "card", "transfer")[runif(3) < c(.6, .3, .05)]; if (length(chosen)) paste(chosen, collapse = " ") else NA })
ranking <- replicate(n, { order <- sample(c("price", "time", "care"), prob = c(.5, .3, .2)); paste(order[seq_len(sample(0:3, 1, prob = c(.1, .1, .2, .6)))], collapse = " ") })
number <- ifelse(runif(n) < .9, round(rexp(n, 1 / 40), 1), NA)
day <- ifelse(runif(n) < .8, as.character(as.Date("2025-03-21") + sample(0:500, n, TRUE)), NA)
nps <- ifelse(runif(n) < .85, sample(0:10, n, TRUE, c(1, 1, 1, 1, 2, 3, 4, 8, 12, 10, 9)), NA)

share <- function(chosen, of) { test <- suppressWarnings(prop.test(chosen, of, correct = FALSE)); list(n = chosen, share = chosen / of, low = test$conf.int[1], high = test$conf.int[2]) }
mean_of <- function(x) { test <- t.test(x); list(n = length(x), mean = mean(x), sd = sd(x), low = test$conf.int[1], high = test$conf.int[2]) }
chose <- function(answers, option) sum(vapply(strsplit(answers[!is.na(answers)], " "), function(all) option %in% all, TRUE))
ranked <- ranking[ranking != ""]
rank_of <- function(option) Filter(function(place) !is.na(place), vapply(strsplit(ranked, " "), function(all) match(option, all), 1L))
x <- number[!is.na(number)]; d <- as.Date(day[!is.na(day)]); r <- nps[!is.na(nps)]
pro <- mean(r >= 9); det <- mean(r <= 6); se <- sqrt((pro + det - (pro - det)^2) / length(r))
result <- list(
  answers = list(single = single, several = several, ranking = ifelse(ranking == "", NA, ranking), number = ifelse(is.na(number), NA, format(number, trim = TRUE)), day = day, nps = ifelse(is.na(nps), NA, as.character(nps))),
  single = lapply(c("loan", "card", "transfer"), function(o) share(chose(single, o), sum(!is.na(single)))),
  several = lapply(c("loan", "card", "transfer"), function(o) share(chose(several, o), sum(!is.na(several)))),
  ranking = lapply(c("price", "time", "care"), function(o) list(first = share(sum(rank_of(o) == 1), length(ranked)), rank = mean_of(rank_of(o)))),
  number = c(mean_of(x), as.list(setNames(quantile(x, c(.25, .5, .75), type = 7), c("lower", "median", "upper")))),
  day = as.character(quantile(d, c(.25, .5, .75), type = 1)),
  nps = list(score = 100 * (pro - det), low = 100 * (pro - det - qnorm(.975) * se), high = 100 * (pro - det + qnorm(.975) * se), promoters = pro, passives = 1 - pro - det, detractors = det))
write_json(result, commandArgs(TRUE)[1], auto_unbox = TRUE, digits = 15, na = "null")
