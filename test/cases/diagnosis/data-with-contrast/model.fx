data x1: real, x2: real, one: real, g: category(2), y: real
param w: real[2], b: real, c: real, u: real[2], s: positive
y ~ normal(w[1]*x1 + w[2]*x2 + b + c*one + u[g]*x1^2, s)
