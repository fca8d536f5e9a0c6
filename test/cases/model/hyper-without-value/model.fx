hyper tau: positive, rho: real[2]
param w: real
w ~ normal(0, tau)
