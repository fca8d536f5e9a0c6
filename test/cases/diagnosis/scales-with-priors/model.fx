# The same, each with a prior or a scale that is known.
data x: real, y: real, n: count
param a: real = 1, b: real = 1, p: unit, q: unit, s: positive, w: real[2]
hyper t: positive = 1
y ~ normal(a*b*x, s*t)
n ~ binomial(10 + n, p*q)
loss (y - (w[1]*x + w[2]))^2
a ~ normal(0, 1)
q ~ beta(2, 2)
