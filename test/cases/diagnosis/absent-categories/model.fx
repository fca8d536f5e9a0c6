data g: category(4), h: binary, k: category(2), y: real
param a: real[4], b: real, c: real[2]
y ~ normal(a[g] + b*h + c[k], 1)
a ~ normal(0, 1)
b ~ normal(0, 1)
c ~ normal(0, 1)
