data x: real, y: real, g: category(4)
param a: real, b: real, u: real[4], m: real, v: real, w: real
y ~ normal(a + b + u[g]*x + m*x, 1)
loss exp(v + 2*w + x) - y*(v + 2*w)
