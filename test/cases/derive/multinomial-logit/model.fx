# A logit of three categories as textbooks write it: the first is the baseline.
data x: real, y: category(3)
param a: real[2], b: real[2]
u = a[1] + b[1]*x
v = a[2] + b[2]*x
y ~ categorical([1, exp(u), exp(v)]/(1 + exp(u) + exp(v)))
