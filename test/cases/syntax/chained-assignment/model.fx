a = b = 3
loss a = 3
y = z ~ normal(0, 1)
y ~ normal(mu = 0, sigma = 1)
dim D = K = 2
c = (a ~ 3)
