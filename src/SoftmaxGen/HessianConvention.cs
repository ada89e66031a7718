namespace SoftmaxGen;

/// <summary>Whose diagonal of the Hessian of the cross-entropy: gradient boosting libraries scale it.</summary>
public enum HessianConvention
{
    /// <summary>p · (1 − p): the mathematical one, and scikit-learn's.</summary>
    Plain,

    /// <summary>max(2 · p · (1 − p) · w, 1e-16): XGBoost's.</summary>
    XGBoost,

    /// <summary>K / (K − 1) · p · (1 − p) · w: LightGBM's.</summary>
    LightGbm,
}
