data y: real
param s: positive, m: real [2][3]
y ~ normal(0, s) * 2
y ~ normal(0, s) ~ cauchy(0, 1)
f(a) b = a
g a = 2
loss (y, s)
data u: real; v: real
