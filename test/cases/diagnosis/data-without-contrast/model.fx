# On other rows all of it could be told apart.
data x1: real, x2: real, one: real, g: category(3), y: real
param w: real[2], b: real, c: real, u: real[3], s: positive
y ~ normal(w[1]*x1 + w[2]*x2 + b + c*one + u[g]*x1^2, s)
