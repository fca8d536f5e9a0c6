# The same functions of what is proved: by declarations, by form, by the branch that they stand in.
dim K = 3
data x: real, n: count, u: unit, y: real, t: positive, c: category(K)
param a: real, b: positive, q: unit, W: real[K, 2], p: simplex[K], v: positive[K]
hyper h: positive = 2
entropy(p) = -p*log(p)
density tail(y, s) = exp(-y/s)/s
s = softmax(W*[x, a])
y ~ normal(a, h*b)
n ~ binomial(n + 1, s[2])
c ~ categorical(s)
c ~ categorical(p)
c ~ categorical(v/sum(v))
loss log(t) + sqrt(a^2 + b) + 1/q + b^-x + t^1.5 + x^3 + t^b + x^n
loss entropy(q) + entropy(b) + entropy(1 - q) + log(1 + exp(x)) - log(s[1])
loss logit(q) + asin(tanh(x)) + acosh(1 + t) + lgamma(n + 1) + 1/(1 + x^2)
loss (x > 0 ? log(x) : 0) + (0 >= x ? 0 : sqrt(x)) + (not (x < 1 or a <= 0) ? log(x*a) : 1)
loss sum(log(v)) + nthRoot(x, 3) + log1p(u) + norm(W[:, 1])^2 + cosh(x)^-0.5
t ~ tail(b)
