data x: real, n: count, u: unit, y: real
param a: real, b: positive, q: real, W: real[2]
hyper h: real = 2
entropy(p) = -p*log(p)
density tail(y, s) = exp(-y/s)/s
y ~ normal(a, h*b)
n ~ binomial(x, q)
loss log(x) + sqrt(a - b) + 1/q + b^-x + x^1.5 + x^b
loss entropy(u) + entropy(b) + log(b, x)
loss logit(a^2) + asin(x) + acosh(b) + atanh(a) + lgamma(n) + 1/dot(W, W)
loss (x > -1 ? log(x) : 0) + (q < 0 ? sqrt(q) : 0)
loss sum(log(W)) + log(u - b) + nthRoot(x, 4) + log1p(x)
y ~ tail(a)
