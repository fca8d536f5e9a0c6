data x: real, y: real, n: count
param a: real = 1, b: real = 1, p: unit, q: unit, s: positive, t: positive, w: real[2]
y ~ normal(a*b*x, s*t)
n ~ binomial(10 + n, p*q)
loss (y - (w[1]*x + w[2])/norm(w))^2
