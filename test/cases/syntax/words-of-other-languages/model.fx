data x: real, y: real;
param a: real ~ normal(0, 1)
if x > 0: loss a
y ~ normal(a*x, 1);
data z real
