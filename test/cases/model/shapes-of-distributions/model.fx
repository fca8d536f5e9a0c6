data y: real[3], s: category(3), x: real, p: simplex[3]
param m: real[2], W: real[3, 3], v: positive
y ~ normal(m, 1)
x ~ normal(W, 1)
s ~ categorical(softmax(m))
s ~ categorical(v)
p ~ dirichlet([1, 1])
