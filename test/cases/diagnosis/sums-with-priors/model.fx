data x: real, y: real, g: category(4)
param a: real, b: real, u: real[4], m: real, tau: positive
y ~ normal(a + b*x + u[g] + m*x^2, 1)
u ~ normal(0, tau)
