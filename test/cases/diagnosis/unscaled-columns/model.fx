data income: real, share: real, age: real, z: real[2], y: real
param w: real[3], b: real, u: real[2], s: positive
y ~ normal(w[1]*income + w[2]*share + w[3]*age + dot(u, z) + b, s)
